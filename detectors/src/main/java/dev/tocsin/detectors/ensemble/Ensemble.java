package dev.tocsin.detectors.ensemble;

import java.util.Arrays;
import java.util.Optional;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.joint.JointState;
import dev.tocsin.detectors.joint.Relation;
import dev.tocsin.detectors.learning.LearningGate;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.regime.Recent;
import dev.tocsin.detectors.regime.Regimes;
import dev.tocsin.detectors.scaling.Winsor;
import dev.tocsin.detectors.stored.StoredModel.StoredEnsemble;

/**
 * Three members at three time scales, made one.
 *
 * <p>
 * The <em>joint</em> member remembers a month and sees broken correlations and levels that are off; it hardly learns while
 * a window looks anomalous, so it holds through an incident of days. The <em>regime</em> member remembers a week and sees
 * states the service is never in. The <em>recent</em> one looks for such states among the deviations from the last hours,
 * and so sees changes of a service whose level wanders.
 *
 * <p>
 * Each distance {@code d} is measured in its own upper decile {@code q}. With Pareto tails of one index {@code k = 4},
 * {@code 0.1 (q / d)ᵏ} is its tail probability, and the whole is the harmonic mean of those (Wilson, The harmonic mean
 * p-value for combining dependent tests, PNAS 116(4), 2019), weighted and told as a distance:
 * {@code (Σ w (d / q)ᵏ / Σ w)^(1/k)}.
 */
public final class Ensemble {

    private static final int JOINT = 0;
    private static final int REGIME = 1;
    private static final int RECENT = 2;
    private static final int MEMBERS = 3;
    /** The weights of the mean: the member that remembers longest counts most. */
    private static final double[] WEIGHT = {1, 0.5, 0.5};
    /** Of a distance that is part of a mean. */
    private static final double LEAST = 0.02;

    private final JointState joint;
    private final Regimes regimes;
    private final Recent recent;
    private final Regimes recentRegimes;
    private final LearningGate gate;
    private final Winsor winsor;
    private final double newest;
    private final boolean full;
    private final Yardstick[] yardsticks = new Yardstick[MEMBERS];
    private final double[] distances = new double[MEMBERS];
    private final double[] parts = new double[MEMBERS];
    private double before;
    private double[] cut = new double[0];
    private double[] sigmas = new double[0];
    private boolean[] present = new boolean[0];

    public Ensemble(Profile profile, StoredEnsemble stored) {
        this.joint = new JointState(profile, stored.joint());
        this.regimes = new Regimes(profile, stored.regimes());
        this.recent = new Recent(profile, stored.recent());
        this.recentRegimes = new Regimes(profile, stored.recentRegimes());
        this.gate = new LearningGate(profile, stored.gate());
        this.winsor = new Winsor(profile.scaling().winsor());
        this.newest = profile.memory().smoothing();
        this.full = profile.regimes().centres() > 0;
        this.before = stored.before();
        for (int member = 0; member < MEMBERS; member++) {
            yardsticks[member] = new Yardstick(profile, stored.yardsticks().get(member));
        }
        grow(joint.metrics());
    }

    /** Makes room for metrics that are new. */
    public void grow(int metrics) {
        while (joint.metrics() < metrics) {
            joint.append();
        }
        if (cut.length != metrics) {
            cut = new double[metrics];
            sigmas = new double[metrics];
            present = new boolean[metrics];
        }
        if (full) {
            regimes.resize(metrics);
            recentRegimes.resize(metrics);
            recent.resize(metrics);
        }
    }

    /** Forgets one metric; the later ones move up. */
    public void remove(int metric) {
        joint.remove(metric);
        if (full) {
            regimes.remove(metric);
            recentRegimes.remove(metric);
            recent.remove(metric);
        }
        grow(joint.metrics());
    }

    /** What is short-lived is of another time: starts it again. */
    public void interrupt() {
        joint.interrupt();
        regimes.interrupt();
        recent.interrupt();
        recentRegimes.interrupt();
        before = Double.NaN;
    }

    /** Whether somebody said that the service is normal now, and no window has come since. */
    public boolean toldNormal() {
        return gate.justOpened();
    }

    /** What comes is normal: all of it is learned for a while, whatever it is. */
    public void open() {
        gate.open();
    }

    /** Takes the deviations of one window, NaN where missing, for usual. */
    public void accept(double[] deviations) {
        interrupt();
        winsorise(deviations);
        joint.accept(cut);
        if (full) {
            regimes.accept(zeroed(cut));
        }
    }

    private void winsorise(double[] deviations) {
        for (int i = 0; i < cut.length; i++) {
            cut[i] = winsor.cut(deviations[i]);
            present[i] = !Double.isNaN(deviations[i]);
        }
    }

    /** Takes the deviations of one window, NaN where missing; how far the service is from usual, NaN if all are missing. */
    public double distance(double[] deviations) {
        winsorise(deviations);
        double now = joint.distance(cut);
        if (Double.isNaN(now)) {
            return now;
        }
        distances[JOINT] = Double.isNaN(before) ? now : mean(now, before);
        before = now;
        if (full) {
            distances[REGIME] = regimes.distance(zeroed(cut));
            recent.errors(deviations, sigmas);
            for (int i = 0; i < sigmas.length; i++) {
                sigmas[i] = winsor.cut(sigmas[i]);
            }
            distances[RECENT] = recentRegimes.distance(sigmas);
        }
        return combined();
    }

    /** Geometric, of two windows: a single wild window counts for little, two in a row for all they are. */
    private double mean(double now, double before) {
        return Math.pow(Math.max(now, LEAST), newest) * Math.pow(Math.max(before, LEAST), 1 - newest);
    }

    private static double[] zeroed(double[] deviations) {
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = Double.isNaN(deviations[i]) ? 0 : deviations[i];
        }
        return deviations;
    }

    private double combined() {
        double sum = 0;
        double said = 0;
        for (int member = 0; member < MEMBERS; member++) {
            boolean says = member == JOINT || yardsticks[member].ready();
            double ratio = says ? distances[member] / yardsticks[member].length() : 0;
            parts[member] = WEIGHT[member] * ratio * ratio * ratio * ratio;
            sum += parts[member];
            said += says ? WEIGHT[member] : 0;
        }
        for (int member = 0; member < MEMBERS; member++) {
            parts[member] = sum > 0 ? parts[member] / sum : 0;
        }
        return Math.sqrt(Math.sqrt(sum / said));
    }

    /** Each metric's share of the last distance, into {@code shares}: non-negative, summing to 1, or all 0. */
    public void explain(double[] shares) {
        joint.explain(shares);
        for (int i = 0; i < shares.length; i++) {
            shares[i] *= parts[JOINT];
        }
        if (full) {
            regimes.explain(shares, parts[REGIME]);
            recentRegimes.explain(shares, parts[RECENT]);
        }
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = present[i] ? shares[i] : 0;
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum > 0 ? shares[i] / sum : 0;
        }
    }

    /** Which metric isn't where the others would have it in the window whose distance was taken last. */
    public Optional<Relation> relation() {
        return joint.relation();
    }

    /** Learns the window whose distance was taken last; says what it teaches the rest of the model. */
    public Lesson learn(double permitted) {
        Lesson lesson = gate.weigh(distances[JOINT], permitted);
        joint.learn(lesson);
        yardsticks[JOINT].learn(distances[JOINT], lesson.weight());
        if (full) {
            yardsticks[REGIME].learn(distances[REGIME], lesson.weight());
            yardsticks[RECENT].learn(distances[RECENT], lesson.weight());
            regimes.learn(permitted);
            recentRegimes.learn(permitted);
            recent.learn(permitted * trust());
        }
        return lesson;
    }

    /** The recent member's own gate, by the square of how far beyond twice its yardstick the window is. */
    private double trust() {
        double ratio = Math.min(1, 1.5 * yardsticks[RECENT].length() / Math.max(distances[RECENT], 1e-9));
        return yardsticks[RECENT].ready() ? ratio * ratio * ratio * ratio : 1;
    }

    /** Whether a changed level has lasted so long that it is being learned. */
    public boolean relearning() {
        return gate.relearning();
    }

    public StoredEnsemble stored() {
        return new StoredEnsemble(joint.stored(), regimes.stored(), recent.stored(), recentRegimes.stored(),
                gate.stored(), Arrays.stream(yardsticks).map(Yardstick::stored).toList(), before);
    }
}
