package dev.tocsin.detectors.regime;

import java.util.Arrays;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.scaling.Winsor;
import dev.tocsin.detectors.stored.StoredModel.StoredRecent;

/**
 * What the last hours lead to expect: each metric's deviation from its own exponentially weighted mean of some hours, in
 * sigmas of that. Sees a change in a service whose level wanders from day to day.
 */
public final class Recent {

    private static final double WINSOR = 8;
    /** Of the deviations it follows. */
    private static final Winsor WIDE = new Winsor(20);
    private static final double LEAST_SIGMA = 0.05;
    private static final double FIRST_VARIANCE = 0.1;

    private final double pace;
    private final double forgetting;
    private double[] mean = new double[0];
    private double[] variance = new double[0];
    private double[] error = new double[0];
    private int seen;

    public Recent(Profile profile) {
        this(profile, StoredRecent.NONE);
    }

    public Recent(Profile profile, StoredRecent stored) {
        this.pace = -Math.expm1(-1.0 / profile.windows(profile.memory().recent()));
        this.forgetting = profile.forgetting();
        this.mean = stored.mean().clone();
        this.variance = stored.variance().clone();
        this.error = new double[mean.length];
        this.seen = stored.seen();
    }

    public void resize(int metrics) {
        int known = mean.length;
        mean = Arrays.copyOf(mean, metrics);
        variance = Arrays.copyOf(variance, metrics);
        error = new double[metrics];
        for (int i = known; i < metrics; i++) {
            mean[i] = Double.NaN;
            variance[i] = FIRST_VARIANCE;
        }
    }

    /** Forgets one metric; the later ones move up. */
    public void remove(int metric) {
        int later = mean.length - metric - 1;
        System.arraycopy(mean, metric + 1, mean, metric, later);
        System.arraycopy(variance, metric + 1, variance, metric, later);
        mean = Arrays.copyOf(mean, mean.length - 1);
        variance = Arrays.copyOf(variance, variance.length - 1);
        error = new double[mean.length];
    }

    /** The last hours are of another time: forgets them. */
    public void interrupt() {
        Arrays.fill(mean, Double.NaN);
    }

    /** Fills in how far each deviation is from the recent ones, in sigmas; 0 where missing. */
    public void errors(double[] deviations, double[] sigmas) {
        for (int i = 0; i < mean.length; i++) {
            double deviation = WIDE.cut(deviations[i]);
            if (Double.isNaN(mean[i])) {
                mean[i] = deviation;
            }
            error[i] = Double.isNaN(deviation) ? 0 : deviation - mean[i];
            sigmas[i] = error[i] / sigma(i);
        }
    }

    private double sigma(int metric) {
        return Math.max(Math.sqrt(variance[metric]), LEAST_SIGMA);
    }

    /** Follows the window whose errors were taken last; {@code weight} is of the lesson, 0 to 1. */
    public void learn(double weight) {
        seen = Math.min(seen + 1, Integer.MAX_VALUE - 1);
        double rate = weight * Math.max(forgetting, 1.0 / seen);
        for (int i = 0; i < mean.length; i++) {
            double bound = WINSOR * sigma(i);
            double cut = Math.max(-bound, Math.min(bound, error[i]));
            variance[i] += rate * (cut * cut - variance[i]);
            mean[i] += pace * error[i];
        }
    }

    public StoredRecent stored() {
        return new StoredRecent(mean.clone(), variance.clone(), seen);
    }
}
