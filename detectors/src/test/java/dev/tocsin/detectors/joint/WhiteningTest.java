package dev.tocsin.detectors.joint;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against Gauss' elimination of the whole matrix. */
class WhiteningTest {

    private static final double RIDGE = 0.1;
    private static final double SHRINKAGE = 0.2;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void distance_and_shares_are_of_the_regularised_covariance(long seed) {
        // Given the covariance of random states of seven metrics, the last two in the tail, one missing
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int metrics = 7;
        int rows = 2 * metrics;
        Skyline skyline = new Skyline(5);
        boolean[] present = new boolean[metrics];
        Arrays.fill(present, true);
        Covariance covariance = new Covariance(skyline, 0, new double[0]);
        for (int metric = 0; metric < metrics; metric++) {
            covariance.append();
        }
        for (int lesson = 0; lesson < 200; lesson++) {
            covariance.learn(random.doubles(rows, -2, 2).toArray(), present, 0.1);
        }
        present[random.nextInt(metrics)] = false;
        double[] state = random.doubles(rows, -4, 4).toArray();
        for (int row = 0; row < rows; row++) {
            state[row] = present[row >> 1] ? state[row] : 0;
        }
        Whitening whitening = new Whitening(skyline, RIDGE);
        whitening.forget(rows);

        // When
        whitening.factor(covariance.settled(), present, SHRINKAGE);
        double squared = whitening.squaredDistance(state);
        double[] shares = new double[metrics];
        whitening.shares(state, shares);

        // Then
        double[] solved = solve(regularised(covariance.settled(), skyline, present, rows), state);
        double[] parts = new double[metrics];
        double expected = 0;
        for (int row = 0; row < rows; row++) {
            expected += state[row] * solved[row];
            parts[row >> 1] += state[row] * solved[row];
        }
        double whole = Arrays.stream(parts).filter(part -> part > 0).sum();
        assertThat(squared).isCloseTo(expected, within(1e-4 * expected));
        for (int metric = 0; metric < metrics; metric++) {
            assertThat(shares[metric]).isCloseTo(Math.max(0, parts[metric]) / whole, within(1e-4));
        }
    }

    private static double[][] regularised(double[] packed, Skyline skyline, boolean[] present, int rows) {
        double[][] matrix = new double[rows][rows];
        for (int row = 0; row < rows; row++) {
            for (int column = skyline.first(row); column < row; column++) {
                boolean there = present[row >> 1] && present[column >> 1];
                matrix[row][column] = there ? (1 - SHRINKAGE) * packed[skyline.offset(row) + column] : 0;
                matrix[column][row] = matrix[row][column];
            }
            matrix[row][row] = packed[skyline.offset(row) + row] + RIDGE;
        }
        return matrix;
    }

    private static double[] solve(double[][] matrix, double[] right) {
        int rows = right.length;
        double[] solved = right.clone();
        for (int pivot = 0; pivot < rows; pivot++) {
            for (int row = pivot + 1; row < rows; row++) {
                double factor = matrix[row][pivot] / matrix[pivot][pivot];
                for (int column = pivot; column < rows; column++) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
                solved[row] -= factor * solved[pivot];
            }
        }
        for (int row = rows - 1; row >= 0; row--) {
            for (int column = row + 1; column < rows; column++) {
                solved[row] -= matrix[row][column] * solved[column];
            }
            solved[row] /= matrix[row][row];
        }
        return solved;
    }
}
