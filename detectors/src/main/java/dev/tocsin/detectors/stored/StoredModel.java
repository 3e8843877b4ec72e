package dev.tocsin.detectors.stored;

import java.util.List;

/**
 * A model at rest: what the live classes need to go on exactly where they were.
 *
 * @param profile name and version of the profile the model learned with
 * @param windowNanos length of the windows it learned from
 * @param windows how many it has seen with a value in them
 * @param lastEndSecond end of the newest window, epoch seconds; {@code lastEndNano} nanoseconds after that
 * @param history how often which distance was, by bins
 * @param watch what the model keeps of itself
 * @param drift where levels were, and are
 * @param opinion by how much marks shift the threshold
 */
public record StoredModel(String profile, int profileVersion, long windowNanos, int windows, long lastEndSecond,
        int lastEndNano, List<StoredMetric> metrics, StoredEnsemble ensemble, StoredTail tail, StoredBudget budget,
        float[] history, StoredWatch watch, StoredDrift drift, double opinion) {

    public record StoredMetric(String name, StoredScale scale, StoredSeason season) {}

    /** {@code first} holds the values of a metric that hasn't settled. */
    public record StoredScale(double location, double variance, double swing, double learned, int seen, long absent,
            double[] first) {}

    /** {@code day} and {@code week} are in {@code unit}s of the metric, errors are mean squares of those. */
    public record StoredSeason(double unit, float[] day, float[] week, double plainError, double dayError,
            double weekError, double learned) {

        public static final StoredSeason NONE = new StoredSeason(0, new float[0], new float[0], 0, 0, 0, 0);
    }

    /** The members of the ensemble; {@code before} is the last joint distance, NaN before any. */
    public record StoredEnsemble(StoredJoint joint, StoredRegimes regimes, StoredRecent recent,
            StoredRegimes recentRegimes, StoredGate gate, List<StoredYardstick> yardsticks, double before) {

        public static final StoredEnsemble NONE = new StoredEnsemble(StoredJoint.NONE, StoredRegimes.NONE,
                StoredRecent.NONE, StoredRegimes.NONE, StoredGate.NONE,
                List.of(StoredYardstick.NONE, StoredYardstick.NONE, StoredYardstick.NONE), Double.NaN);
    }

    /** {@code covariance} and {@code factor} are packed rows; {@code mask} is of the metrics in the factor. */
    public record StoredJoint(double[] state, boolean[] present, double[] covariance, double learned, int sinceFactored,
            float[] factor, boolean[] mask) {

        public static final StoredJoint NONE = new StoredJoint(new double[0], new boolean[0], new double[0], 16, 0,
                new float[0], new boolean[0]);
    }

    /** {@code centres[i]} has the shape of {@code state} and counts for {@code weights[i]} windows. */
    public record StoredRegimes(float[][] centres, double[] weights, float[] state, double typical, int seen) {

        public static final StoredRegimes NONE = new StoredRegimes(new float[0][], new double[0], new float[0], 0, 0);
    }

    /** Per metric; a mean is NaN before any value. */
    public record StoredRecent(double[] mean, double[] variance, int seen) {

        public static final StoredRecent NONE = new StoredRecent(new double[0], new double[0], 0);
    }

    /** The logarithm of a member's upper decile, and windows it was learned from. */
    public record StoredYardstick(double log, double seen) {

        public static final StoredYardstick NONE = new StoredYardstick(0, 0);
    }

    /** {@code open} is the windows of a new normal that are still to be learned. */
    public record StoredGate(double typical, int seen, int strange, int open) {

        public static final StoredGate NONE = new StoredGate(0, 0, 0, 0);
    }

    public record StoredTail(double[] first, int seen, double median, double threshold, double gamma, double learned) {}

    /** {@code beyond} is shares of windows, hours are per day; {@code window} and {@code alarmed} of the hour under way. */
    public record StoredWatch(float[] beyond, float lastDay, float lastWeek, int window, boolean alarmed) {

        public static final StoredWatch NONE = new StoredWatch(new float[3], 0, 0, 0, false);
    }

    /** Four numbers for each metric: level, anchor, its sigma, windows since it was told. */
    public record StoredDrift(double[] numbers) {

        public static final StoredDrift NONE = new StoredDrift(new double[0]);
    }

    /** {@code load} is hours of alarm per day of late; {@code alarmed} whether the hour has had one. */
    public record StoredBudget(double inTail, double counted, int window, double weight, boolean touched, double load,
            boolean alarmed) {}
}
