package dev.tocsin.bench.hypotheses;

import java.util.Arrays;

/**
 * What is usual for a metric, from values before an incident: median and quartiles, which a few bad values don't move.
 *
 * @param center median
 * @param sigma quartile distance as a normal distribution's sigma, widened where the metric's own tenth of largest
 *            deviations lies further out than two of them
 */
record Baseline(double center, double sigma) {

    /** Fewer values say nothing of what is usual. */
    static final int FEWEST = 8;

    private static final double QUARTILES_IN_SIGMAS = 1.349;
    private static final double LARGEST = 0.9;
    private static final double LARGEST_SIGMAS = 2;

    /**
     * Of values, NaN where missing.
     *
     * @param floor the smallest sigma, as a share of the median's size
     * @param least the smallest sigma, in the metric's unit
     * @return a baseline of NaN where there are too few
     */
    static Baseline of(double[] values, double floor, double least) {
        double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (known.length < FEWEST) {
            return new Baseline(Double.NaN, Double.NaN);
        }
        double center = quantile(known, 0.5);
        double sigma = Math.max(least, Math.max((quantile(known, 0.75) - quantile(known, 0.25)) / QUARTILES_IN_SIGMAS,
                floor * Math.abs(center)));
        double[] sizes = Arrays.stream(known).map(value -> Math.abs(value - center)).sorted().toArray();
        return new Baseline(center, Math.max(sigma, quantile(sizes, LARGEST) / LARGEST_SIGMAS));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    double[] rises(double[] values) {
        return Arrays.stream(values).map(value -> value - center).toArray();
    }

    double[] deviations(double[] values) {
        return Arrays.stream(values).map(value -> (value - center) / sigma).toArray();
    }
}
