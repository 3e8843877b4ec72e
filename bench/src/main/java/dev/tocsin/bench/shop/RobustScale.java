package dev.tocsin.bench.shop;

import java.util.Arrays;

/**
 * Median and scaled median absolute deviation of a stretch of normal operation.
 *
 * <p>
 * The deviation is 1.4826 · MAD, the standard deviation of a normal sample (Hampel 1974), and never below 1 % of the
 * median, so that a metric that hardly moves doesn't turn each flicker into a large z.
 */
record RobustScale(double median, double deviation) {

    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double SMALLEST_SHARE = 0.01;
    private static final double SMALLEST = 1e-6;

    static RobustScale of(double[] values) {
        double median = Quantiles.median(values);
        double mad = Quantiles.median(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
        double floor = Math.max(SMALLEST, SMALLEST_SHARE * Math.abs(median));
        return new RobustScale(median, Math.max(floor, MAD_TO_SIGMA * mad));
    }

    double z(double value) {
        return (value - median) / deviation;
    }
}
