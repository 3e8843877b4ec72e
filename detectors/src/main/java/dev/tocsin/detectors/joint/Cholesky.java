package dev.tocsin.detectors.joint;

/**
 * Cholesky's factor of a dense symmetric matrix, column by column with the columns before it taken off four at a time
 * (left-looking; Golub and Van Loan, Matrix Computations, 2013, 4.2.5). Sums are double, the factor is single.
 */
final class Cholesky {

    private final int size;
    private final double leastPivot;
    /** Column {@code k} of the factor is in {@code columns[k * size]} and following. */
    private final float[] columns;
    private final double[] left;

    /** @param leastPivot below which no pivot falls, so that rounding can't make the factor imaginary */
    Cholesky(int size, double leastPivot) {
        this.size = size;
        this.leastPivot = leastPivot;
        this.columns = new float[size * size];
        this.left = new double[size];
    }

    /** The next column's elements of the matrix, from its diagonal on: to be filled in before {@link #reduce}. */
    double[] left() {
        return left;
    }

    /** Makes the column that was filled in one of the factor. */
    void reduce(int column) {
        int k = 0;
        for (; k + 4 <= column; k += 4) {
            takeOffFour(column, k * size);
        }
        for (; k < column; k++) {
            takeOff(column, k * size);
        }
        double pivot = Math.sqrt(Math.max(left[column], leastPivot));
        left[column] = pivot * pivot;
        for (int row = column; row < size; row++) {
            columns[column * size + row] = (float) (left[row] / pivot);
        }
    }

    private void takeOff(int column, int from) {
        double part = columns[from + column];
        for (int row = column; row < size; row++) {
            left[row] -= part * columns[from + row];
        }
    }

    private void takeOffFour(int column, int first) {
        int second = first + size;
        int third = second + size;
        int fourth = third + size;
        double part1 = columns[first + column];
        double part2 = columns[second + column];
        double part3 = columns[third + column];
        double part4 = columns[fourth + column];
        for (int row = column; row < size; row++) {
            left[row] -= part1 * columns[first + row] + part2 * columns[second + row] + part3 * columns[third + row]
                    + part4 * columns[fourth + row];
        }
    }

    float get(int row, int column) {
        return columns[column * size + row];
    }
}
