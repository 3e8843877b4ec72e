package dev.tocsin.bench.figures;

import java.util.Arrays;

/** The middle of several measurements of the same thing; of an even number the mean of the two in the middle. */
public final class Median {

    private Median() {}

    /** @throws IllegalArgumentException if there is nothing to take the middle of */
    public static double of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("the median of nothing");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
