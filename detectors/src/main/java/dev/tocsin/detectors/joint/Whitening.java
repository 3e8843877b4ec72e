package dev.tocsin.detectors.joint;

import java.util.Arrays;

/** The Cholesky factor of a regularised covariance, and what is solved with it. */
final class Whitening {

    private static final double LEAST_PIVOT = 1e-6;

    private final Skyline skyline;
    private final double ridge;
    private int rows;
    private float[] factor = new float[0];
    private boolean[] mask = new boolean[0];
    private double[] white = new double[0];
    private double[] solved = new double[0];

    Whitening(Skyline skyline, double ridge) {
        this.skyline = skyline;
        this.ridge = ridge;
    }

    /** Is of no covariance until the next {@link #factor}. */
    void forget(int rows) {
        restore(rows, new float[skyline.size(rows)], new boolean[0]);
    }

    void restore(int rows, float[] factor, boolean[] mask) {
        this.rows = rows;
        this.factor = factor.clone();
        this.mask = mask.clone();
        this.white = new double[rows];
        this.solved = new double[rows];
    }

    boolean isOf(boolean[] present) {
        return Arrays.equals(mask, present);
    }

    /** Factors the covariance, its off-diagonal shrunk by the share and cut at metrics that are missing. */
    void factor(double[] covariance, boolean[] present, double shrinkage) {
        mask = present.clone();
        for (int row = 0; row < rows; row++) {
            factorRow(row, covariance, 1 - shrinkage);
        }
    }

    private void factorRow(int row, double[] covariance, double keep) {
        int offset = skyline.offset(row);
        int first = skyline.first(row);
        boolean there = mask[row >> 1];
        for (int column = first; column < row; column++) {
            double value = there && mask[column >> 1] ? keep * covariance[offset + column] : 0;
            int other = skyline.offset(column);
            value -= dot(offset, other, Math.max(first, skyline.first(column)), column);
            factor[offset + column] = (float) (value / factor[other + column]);
        }
        double pivot = covariance[offset + row] + ridge - dot(offset, offset, first, row);
        factor[offset + row] = (float) Math.sqrt(Math.max(pivot, LEAST_PIVOT));
    }

    private double dot(int left, int right, int from, int to) {
        double even = 0;
        double odd = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            even += factor[left + i] * factor[right + i];
            odd += factor[left + i + 1] * factor[right + i + 1];
        }
        return i < to ? even + odd + factor[left + i] * factor[right + i] : even + odd;
    }

    /** {@code zᵀ S⁻¹ z}. */
    double squaredDistance(double[] state) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            int offset = skyline.offset(row);
            double value = state[row];
            double even = 0;
            double odd = 0;
            int column = skyline.first(row);
            for (; column + 1 < row; column += 2) {
                even += factor[offset + column] * white[column];
                odd += factor[offset + column + 1] * white[column + 1];
            }
            if (column < row) {
                even += factor[offset + column] * white[column];
            }
            white[row] = (value - even - odd) / factor[offset + row];
            sum += white[row] * white[row];
        }
        return sum;
    }

    /**
     * Each metric's part of the last distance. The form is a sum over rows of {@code zᵢ (S⁻¹ z)ᵢ}; a metric has the sum
     * of its two rows where that is positive.
     */
    void shares(double[] state, double[] shares) {
        solve();
        double total = 0;
        for (int metric = 0; metric < rows / 2; metric++) {
            int row = 2 * metric;
            double part = mask[metric] ? state[row] * solved[row] + state[row + 1] * solved[row + 1] : 0;
            shares[metric] = Math.max(0, part);
            total += shares[metric];
        }
        for (int metric = 0; metric < rows / 2; metric++) {
            shares[metric] = total > 0 ? shares[metric] / total : 0;
        }
    }

    /** {@code S⁻¹ z} by back substitution. */
    private void solve() {
        System.arraycopy(white, 0, solved, 0, rows);
        for (int row = rows - 1; row >= 0; row--) {
            int offset = skyline.offset(row);
            double value = solved[row] / factor[offset + row];
            solved[row] = value;
            for (int column = skyline.first(row); column < row; column++) {
                solved[column] -= factor[offset + column] * value;
            }
        }
    }

    float[] factor() {
        return factor.clone();
    }

    boolean[] mask() {
        return mask.clone();
    }
}
