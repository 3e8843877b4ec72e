package dev.tocsin.bench.shop;

import java.util.Arrays;

/** Order statistics of a finite sample, by the nearest-rank definition: always a value that was measured. */
final class Quantiles {

    private Quantiles() {}

    /** The smallest value that at least the fraction {@code q} (0..1] of the ascending {@code sorted} doesn't exceed. */
    static double nearestRank(double[] sorted, double q) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("quantile of no values");
        }
        if (!(q > 0 && q <= 1)) {
            throw new IllegalArgumentException("quantile must be in (0, 1], was " + q);
        }
        return sorted[(int) Math.ceil(q * sorted.length) - 1];
    }

    /** The middle of the values, or the mean of the two middle ones; the argument stays as it is. */
    static double median(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("median of no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
