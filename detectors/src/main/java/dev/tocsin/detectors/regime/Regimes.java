package dev.tocsin.detectors.regime;

import java.util.Arrays;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.stored.StoredModel.StoredRegimes;

/**
 * Distance of a service's state from the nearest of the states it is usually in: online k-means (MacQueen, Some methods
 * for classification and analysis of multivariate observations, 1967) over winsorised deviations, with centres that
 * forget.
 *
 * <p>
 * The state has three numbers per metric: now, and two exponentially weighted averages of the windows before, so that a
 * course is a state too. The distance is the root of the mean squared difference. Where the covariance takes all windows
 * for one cloud, this sees a service that has modes, such as a nightly job.
 */
public final class Regimes {

    private static final int PER_METRIC = 3;
    private static final double QUICK = 0.3;
    private static final double SLOW = 0.1;
    /** A centre is begun at most this often, and only where no other is near. */
    private static final int BETWEEN_CENTRES = 3;
    /** A window farther than this many typical distances moves its centre less, by the square. */
    private static final double FAR = 3;
    private static final double LEAST_TYPICAL = 0.05;
    private static final double LEAST_LESSON = 0.3;

    private final int most;
    private final int limit;
    private final double forgetting;
    private final double medianPace;
    private final Centres centres;
    private final double[] weights;
    private float[] state = new float[0];
    private double typical;
    private int seen;
    private int nearest = -1;
    private double distance;

    public Regimes(Profile profile) {
        this(profile, StoredRegimes.NONE);
    }

    public Regimes(Profile profile, StoredRegimes stored) {
        this.most = profile.regimes().centres();
        this.limit = profile.limits().jointMetrics();
        double forgetting = profile.forgetting(profile.regimes().halfLife());
        this.forgetting = forgetting * most / 4;
        this.medianPace = 12 * forgetting;
        this.centres = new Centres(most, stored.state().length, stored.centres());
        this.weights = Arrays.copyOf(stored.weights(), most);
        this.state = stored.state().clone();
        this.typical = stored.typical();
        this.seen = stored.seen();
    }

    /** Metrics that have a place in the state. */
    public int metrics() {
        return state.length / PER_METRIC;
    }

    /** One more metric; beyond the limit of the joint state it has no place. */
    public void resize(int metrics) {
        int length = PER_METRIC * Math.min(limit, metrics);
        if (state.length != length) {
            state = Arrays.copyOf(state, length);
            centres.resize(length);
        }
    }

    /** Forgets one metric; the later ones move up. {@link #resize} follows. */
    public void remove(int metric) {
        if (metric >= metrics()) {
            return;
        }
        float[] smaller = Arrays.copyOf(state, state.length - PER_METRIC);
        System.arraycopy(state, PER_METRIC * (metric + 1), smaller, PER_METRIC * metric,
                smaller.length - PER_METRIC * metric);
        state = smaller;
        centres.remove(PER_METRIC * metric, PER_METRIC);
    }

    /** The course so far is of another time: starts it again. */
    public void interrupt() {
        Arrays.fill(state, 0);
    }

    /** Takes winsorised deviations, 0 where missing, for usual: as if they had lasted, with a centre of their own. */
    public void accept(double[] deviations) {
        for (int i = 0; i < state.length; i++) {
            state[i] = (float) deviations[i / PER_METRIC];
        }
        int centre = centres.known() < most ? centres.known() : lightest();
        centres.put(centre, state);
        weights[centre] = 1;
    }

    private int lightest() {
        int lightest = 0;
        for (int i = 1; i < weights.length; i++) {
            lightest = weights[i] < weights[lightest] ? i : lightest;
        }
        return lightest;
    }

    /** Takes winsorised deviations, 0 where missing, and says how far they are from the nearest centre. */
    public double distance(double[] deviations) {
        for (int metric = 0; metric < metrics(); metric++) {
            int at = PER_METRIC * metric;
            state[at + 1] += (float) QUICK * (state[at] - state[at + 1]);
            state[at] = (float) deviations[metric];
            state[at + 2] += (float) SLOW * (state[at] - state[at + 2]);
        }
        nearest = centres.nearest(state);
        distance = nearest < 0 ? 0 : Math.sqrt(centres.squared(nearest) / state.length);
        return distance;
    }

    /** Adds each metric's share of the last distance, times {@code part}. */
    public void explain(double[] shares, double part) {
        if (nearest < 0 || distance == 0) {
            return;
        }
        double scale = part / (distance * distance * state.length);
        for (int metric = 0; metric < metrics(); metric++) {
            double squares = 0;
            for (int i = PER_METRIC * metric; i < PER_METRIC * (metric + 1); i++) {
                double off = state[i] - centres.get(nearest, i);
                squares += off * off;
            }
            shares[metric] += scale * squares;
        }
    }

    /** Learns the window whose distance was taken last; {@code permitted} is 0 to 1. */
    public void learn(double permitted) {
        if (permitted == 0 || most == 0 || state.length == 0) {
            return;
        }
        seen = Math.min(seen + 1, Integer.MAX_VALUE - 1);
        int known = centres.known();
        if (known == 0 || known < most && distance > typical && seen % BETWEEN_CENTRES == 0
                && permitted > LEAST_LESSON) {
            centres.put(known, state);
            weights[known] = 1;
        } else {
            move(permitted);
        }
        if (typical == 0) {
            typical = distance;
        } else {
            typical *= Math.exp((distance > typical ? 1 : -1) * Math.max(medianPace, 2.0 / seen) * permitted);
        }
    }

    private void move(double permitted) {
        double near = Math.min(1, FAR * Math.max(typical, LEAST_TYPICAL) / Math.max(distance, LEAST_TYPICAL));
        double weight = permitted * near * near;
        float rate = (float) (weight * Math.min(0.5, Math.max(forgetting, 1 / (weights[nearest] + 1))));
        centres.move(nearest, state, rate);
        weights[nearest] += weight;
    }

    public StoredRegimes stored() {
        return new StoredRegimes(centres.stored(state.length), Arrays.copyOf(weights, centres.known()), state.clone(),
                typical, seen);
    }
}
