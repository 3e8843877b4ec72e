package dev.tocsin.detectors.joint;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which metric of a joint state isn't where the others would have it.
 *
 * <p>
 * With the precision {@code P = S⁻¹}, the others have metric {@code i} expected at {@code -Σⱼ Pᵢⱼ zⱼ / Pᵢᵢ}, with the
 * variance {@code 1 / Pᵢᵢ} (the conditional of a multivariate normal). The odd one is that with the largest conditional
 * residual, {@code |(P z)ᵢ| / √Pᵢᵢ}; the others are those with the largest terms of that sum on the side of the whole.
 *
 * @param odd the metric
 * @param expected where the others would have it
 * @param others those, at most {@value #MOST_OTHERS}
 */
public record Relation(int odd, double expected, List<Integer> others) {

    private static final int MOST_OTHERS = 3;
    /** Of the expectation, what the named ones explain together. */
    private static final double EXPLAINED = 0.8;
    /** Conditional sigmas below which nothing is odd. */
    private static final double LEAST = 2;

    /** The relation that broke, if one did; {@code covariance} is packed rows. */
    public static Optional<Relation> of(double[] covariance, double[] state) {
        int metrics = state.length;
        double[][] precision = inverse(covariance, metrics);
        int odd = -1;
        double largest = LEAST;
        for (int i = 0; i < metrics; i++) {
            double residual = Math.abs(times(precision[i], state)) / Math.sqrt(precision[i][i]);
            if (residual > largest) {
                odd = i;
                largest = residual;
            }
        }
        return odd < 0 ? Optional.empty() : among(precision[odd], state, odd);
    }

    /** The same of those among others. */
    public Relation of(int[] metrics) {
        return new Relation(metrics[odd], expected, others.stream().map(other -> metrics[other]).toList());
    }

    private static Optional<Relation> among(double[] row, double[] state, int odd) {
        double[] terms = new double[state.length];
        for (int j = 0; j < terms.length; j++) {
            terms[j] = j == odd ? 0 : -row[j] * state[j] / row[odd];
        }
        double expected = Arrays.stream(terms).sum();
        double side = Math.signum(expected);
        double agreeing = Arrays.stream(terms).map(term -> Math.max(0, side * term)).sum();
        int[] order = IntStream.range(0, terms.length).boxed().filter(j -> side * terms[j] > 0)
                .sorted(Comparator.comparingDouble(j -> -side * terms[j])).limit(MOST_OTHERS)
                .mapToInt(Integer::intValue).toArray();
        int named = 0;
        for (double said = 0; named < order.length && said < EXPLAINED * agreeing; named++) {
            said += side * terms[order[named]];
        }
        return named == 0
                ? Optional.empty()
                : Optional.of(new Relation(odd, expected, Arrays.stream(order).limit(named).boxed().toList()));
    }

    private static double times(double[] row, double[] state) {
        double sum = 0;
        for (int j = 0; j < state.length; j++) {
            sum += row[j] * state[j];
        }
        return sum;
    }

    /** By Gauss and Jordan, in place; the matrix is positive definite, so that no pivoting is needed. */
    private static double[][] inverse(double[] packed, int size) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = packed[i * (i + 1) / 2 + j];
                matrix[j][i] = matrix[i][j];
            }
        }
        for (int pivot = 0; pivot < size; pivot++) {
            double scale = 1 / matrix[pivot][pivot];
            matrix[pivot][pivot] = 1;
            for (int j = 0; j < size; j++) {
                matrix[pivot][j] *= scale;
            }
            for (int i = 0; i < size; i++) {
                eliminate(matrix, i, pivot);
            }
        }
        return matrix;
    }

    private static void eliminate(double[][] matrix, int row, int pivot) {
        if (row == pivot) {
            return;
        }
        double factor = matrix[row][pivot];
        matrix[row][pivot] = 0;
        for (int j = 0; j < matrix.length; j++) {
            matrix[row][j] -= factor * matrix[pivot][j];
        }
    }
}
