package dev.tocsin.detectors.calibration;

import java.util.Arrays;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.stored.StoredModel.StoredTail;

/**
 * The upper tail of a service's own distances: from a distance to the share of windows expected to exceed it.
 *
 * <p>
 * Peaks over threshold (Siffer, Fouque, Termier and Largouët, Anomaly Detection in Streams with Extreme Value Theory,
 * KDD 2017) on the logarithm of the distance: the threshold is its running {@value #SHARE} upper quantile, and the
 * excess over it is exponential with mean {@code γ}, a Pareto tail of the distance itself (Hill, Annals of Statistics
 * 3(5), 1975). So that an incident doesn't lengthen the tail it is judged by, a distance of more than {@value #USUAL}
 * medians teaches less, by the fourth power, and excesses are cut at {@value #CUT} {@code γ} (and {@code γ} corrected
 * for that). {@code -log10 p} is thus linear in the log of the distance, far out
 * too, and never ties.
 */
public final class Tail {

    /** Share of windows beyond the threshold. */
    static final double SHARE = 0.02;
    private static final double USUAL = 2.5;
    private static final double CUT = 3;
    private static final double UNCUT = 1 / -Math.expm1(-CUT);
    private static final double HALF = -Math.log10(0.5);
    private static final double AT_THRESHOLD = -Math.log10(SHARE);
    /** Distances of a model that has hardly learned any correlation aren't counted. */
    private static final int UNCOUNTED = 20;
    /** Distances from which the tail begins. */
    private static final int FIRST = 24;
    /** Excesses that the first guess of their mean counts for: excesses come in bursts. */
    private static final double GUESS = 50;
    private static final double NEAR = 0.01;
    private static final double LEAST_GAMMA = 0.02;
    private static final double LEAST_GAP = 0.02;
    private static final double LEAST_STEP = 0.05;
    private static final double MEDIAN_STEP = 0.3;
    private static final double LARGEST_RATE = 0.05;

    private final double forgetting;
    private double[] first;
    private int seen;
    private double median;
    private double threshold;
    private double gamma;
    private double learned;

    public Tail(Profile profile) {
        this(profile, new StoredTail(new double[0], 0, 0, 0, 0, 0));
    }

    public Tail(Profile profile, StoredTail stored) {
        this.forgetting = profile.forgetting();
        this.seen = stored.seen();
        this.first = ready() ? new double[0] : Arrays.copyOf(stored.first(), FIRST);
        this.median = stored.median();
        this.threshold = stored.threshold();
        this.gamma = stored.gamma();
        this.learned = stored.learned();
    }

    public boolean ready() {
        return seen >= UNCOUNTED + FIRST;
    }

    /** {@code -log10} of the share of windows expected to be farther than this; positive, strictly rising. */
    public double rarity(double distance) {
        double log = log(distance);
        if (log >= threshold) {
            return AT_THRESHOLD + (log - threshold) / gamma / Math.log(10);
        }
        double slope = (AT_THRESHOLD - HALF) / (threshold - median);
        return log >= median ? HALF + slope * (log - median) : HALF * Math.exp(slope / HALF * (log - median));
    }

    /** The distance of that rarity: the inverse of {@link #rarity}. */
    double distance(double rarity) {
        if (rarity >= AT_THRESHOLD) {
            return unlog(threshold + (rarity - AT_THRESHOLD) * gamma * Math.log(10));
        }
        double slope = (AT_THRESHOLD - HALF) / (threshold - median);
        return unlog(median + (rarity >= HALF ? rarity - HALF : HALF * Math.log(rarity / HALF)) / slope);
    }

    /** Nats beyond the threshold, in mean excesses. */
    double excess(double distance) {
        return (log(distance) - threshold) / gamma;
    }

    /** Whether a distance is in the tail that the mean excess is learned from. */
    public boolean holds(double distance) {
        return ready() && log(distance) > threshold;
    }

    /** How much a distance teaches, 0 to 1. */
    double weight(double distance) {
        if (!ready()) {
            return 1;
        }
        double ratio = Math.min(1, USUAL * Math.exp(median - log(distance)));
        return ratio * ratio * ratio * ratio;
    }

    public void learn(double distance, double weight) {
        if (!ready()) {
            begin(log(distance), weight);
            return;
        }
        learned += weight;
        double log = log(distance);
        double excess = log - threshold;
        double rate = weight * Math.max(forgetting, 1 / learned);
        double step = Math.max(gamma, LEAST_STEP);
        if (excess > 0) {
            double cut = Math.min(excess, CUT * gamma) * UNCUT;
            double pace = Math.max(forgetting / SHARE, 1 / (GUESS + SHARE * learned));
            gamma = Math.max(LEAST_GAMMA, gamma + Math.min(1, weight * pace) * (cut - gamma));
        }
        median += Math.min(LARGEST_RATE, 4 * rate) * MEDIAN_STEP * (log > median ? 1 : -1);
        threshold += Math.min(LARGEST_RATE, rate / SHARE) * step * (excess > 0 ? 1 - SHARE : -SHARE);
        threshold = Math.max(threshold, median + LEAST_GAP);
    }

    private void begin(double log, double weight) {
        if (weight == 0) {
            return;
        }
        if (seen >= UNCOUNTED) {
            first[seen - UNCOUNTED] = log;
        }
        seen++;
        if (ready()) {
            Arrays.sort(first);
            median = first[FIRST / 2];
            threshold = Math.max(first[FIRST - 1], median + LEAST_GAP);
            gamma = Math.max(0.1, (threshold - median) / CUT);
            learned = FIRST;
            first = new double[0];
        }
    }

    private static double unlog(double log) {
        return Math.max(0, Math.exp(log) - NEAR);
    }

    /** Of the distance and a little, so that a service that never moves has a tail too. */
    private static double log(double distance) {
        return Math.log(distance + NEAR);
    }

    public StoredTail stored() {
        return new StoredTail(first.clone(), seen, median, threshold, gamma, learned);
    }
}
