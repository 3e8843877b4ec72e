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
    private float[] white = new float[0];
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
        this.white = new float[rows];
        this.solved = new double[rows];
    }

    boolean isOf(boolean[] present) {
        return Arrays.equals(mask, present);
    }

    /** Factors the covariance, its off-diagonal shrunk by the share and cut at metrics that are missing. */
    void factor(double[] covariance, boolean[] present, double shrinkage) {
        mask = present.clone();
        int joint = skyline.joint(rows);
        factorJoint(joint, covariance, 1 - shrinkage);
        for (int row = joint; row < rows; row++) {
            factorTail(row, covariance, 1 - shrinkage);
        }
    }

    private void factorJoint(int joint, double[] covariance, double keep) {
        Cholesky cholesky = new Cholesky(joint, LEAST_PIVOT);
        double[] left = cholesky.left();
        for (int column = 0; column < joint; column++) {
            left[column] = covariance[skyline.offset(column) + column] + ridge;
            for (int row = column + 1; row < joint; row++) {
                left[row] = mask[row >> 1] && mask[column >> 1] ? keep * covariance[skyline.offset(row) + column] : 0;
            }
            cholesky.reduce(column);
        }
        for (int row = 0; row < joint; row++) {
            for (int column = 0; column <= row; column++) {
                factor[skyline.offset(row) + column] = cholesky.get(row, column);
            }
        }
    }

    /** A row that reaches to its metric's own first row at most. */
    private void factorTail(int row, double[] covariance, double keep) {
        int offset = skyline.offset(row);
        double pivot = covariance[offset + row] + ridge;
        if (skyline.first(row) < row) {
            double value = mask[row >> 1] ? keep * covariance[offset + row - 1] : 0;
            float part = (float) (value / factor[skyline.offset(row - 1) + row - 1]);
            factor[offset + row - 1] = part;
            pivot -= part * part;
        }
        factor[offset + row] = (float) Math.sqrt(Math.max(pivot, LEAST_PIVOT));
    }

    /** Of a row of the factor with what is white of it so far. Eight sums: one would wait for itself. */
    private float dot(int offset, int from, int to) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            a += factor[offset + i] * white[i];
            b += factor[offset + i + 1] * white[i + 1];
            c += factor[offset + i + 2] * white[i + 2];
            d += factor[offset + i + 3] * white[i + 3];
            e += factor[offset + i + 4] * white[i + 4];
            f += factor[offset + i + 5] * white[i + 5];
            g += factor[offset + i + 6] * white[i + 6];
            h += factor[offset + i + 7] * white[i + 7];
        }
        for (; i < to; i++) {
            a += factor[offset + i] * white[i];
        }
        return a + b + (c + d) + (e + f + (g + h));
    }

    /** {@code zᵀ S⁻¹ z}. */
    double squaredDistance(double[] state) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            int offset = skyline.offset(row);
            float value = (float) state[row] - dot(offset, skyline.first(row), row);
            white[row] = value / factor[offset + row];
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
        for (int row = 0; row < rows; row++) {
            solved[row] = white[row];
        }
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
