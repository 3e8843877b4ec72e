package dev.tocsin.detectors.joint;

/**
 * Where the rows of a symmetric matrix lie in one array: row {@code i} holds columns {@code first(i)} to {@code i}.
 *
 * <p>
 * Each metric has two neighbouring rows. Those of the first {@code jointMetrics} metrics are full, later ones reach only
 * to the metric's own first row: a block-diagonal tail that keeps a service with hundreds of metrics affordable. Rows are
 * only ever appended, so a metric that appears leaves the others where they are.
 */
final class Skyline {

    private final int jointRows;

    Skyline(int jointMetrics) {
        this.jointRows = 2 * jointMetrics;
    }

    /** How many of so many rows are full. */
    int joint(int rows) {
        return Math.min(rows, jointRows);
    }

    int first(int row) {
        return row < jointRows ? 0 : row & ~1;
    }

    /** Index of column 0 of the row; add the column to it. */
    int offset(int row) {
        if (row <= jointRows) {
            return row * (row + 1) / 2 - first(row);
        }
        int tail = row - jointRows;
        int before = jointRows * (jointRows + 1) / 2 + (tail >> 1) * 3 + (tail & 1);
        return before - first(row);
    }

    /** Elements of a matrix of that many rows. */
    int size(int rows) {
        return offset(rows) + first(rows);
    }
}
