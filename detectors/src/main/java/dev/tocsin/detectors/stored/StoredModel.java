package dev.tocsin.detectors.stored;

import java.util.List;

/**
 * A model at rest: what the live classes need to go on exactly where they were.
 *
 * @param profile name and version of the profile the model learned with
 * @param windowNanos length of the windows it learned from
 * @param windows how many it has seen with a value in them
 * @param lastEndSecond end of the newest window, epoch seconds; {@code lastEndNano} nanoseconds after that
 * @param smoothed the smoothed distance; NaN before any
 */
public record StoredModel(String profile, int profileVersion, long windowNanos, int windows,
        long lastEndSecond, int lastEndNano, double smoothed, List<StoredMetric> metrics, StoredJoint joint,
        StoredGate gate, StoredTail tail,
        StoredBudget budget, float[] history) {

    public record StoredMetric(String name, StoredScale scale) {}

    /** {@code first} holds the values of a metric that hasn't settled. */
    public record StoredScale(double location, double variance, double swing, double learned, int seen, long absent,
            double[] first) {}

    /** {@code covariance} and {@code factor} are packed rows; {@code mask} is of the metrics in the factor. */
    public record StoredJoint(double[] state, boolean[] present, double[] covariance, double learned, int sinceFactored,
            float[] factor, boolean[] mask) {}

    public record StoredGate(double typical, int seen, int strange) {}

    public record StoredTail(double[] first, int seen, double median, double threshold, double gamma, double learned) {}

    public record StoredBudget(double inTail, double counted, int window, double weight, boolean touched) {}
}
