package dev.tocsin.detectors.joint;

import java.util.Arrays;

/**
 * An exponentially weighted covariance, packed by a {@link Skyline}.
 *
 * <p>
 * Lessons wait until the matrix is asked for: of thousands of models each is cold when its next window comes, and a matrix
 * that is walked through once in twenty windows is fetched from memory once, not twenty times. Each element takes the
 * lessons one after the other, so that it doesn't matter when they are taken in.
 */
final class Covariance {

    private static final int MOST_WAITING = 20;
    private static final int TOGETHER = 4;

    private final Skyline skyline;
    private int rows;
    private double[] values = new double[0];
    private float[] lessons = new float[0];
    private final double[] rates = new double[MOST_WAITING];
    private boolean[] taught = new boolean[0];
    private int waiting;

    Covariance(Skyline skyline) {
        this.skyline = skyline;
    }

    Covariance(Skyline skyline, int rows, double[] stored) {
        this(skyline);
        this.rows = rows;
        this.values = stored.clone();
        this.lessons = new float[MOST_WAITING * rows];
    }

    /** Two more rows of variance 1, uncorrelated with the others. */
    void append() {
        takeIn();
        rows += 2;
        values = Arrays.copyOf(values, skyline.size(rows));
        values[skyline.offset(rows - 2) + rows - 2] = 1;
        values[skyline.offset(rows - 1) + rows - 1] = 1;
        lessons = new float[MOST_WAITING * rows];
    }

    /** Forgets the two rows of a metric; the later ones move up. */
    void remove(int metric) {
        takeIn();
        double[] smaller = new double[skyline.size(rows - 2)];
        for (int row = 0; row < rows - 2; row++) {
            int from = row < 2 * metric ? row : row + 2;
            for (int column = skyline.first(row); column <= row; column++) {
                int fromColumn = column < 2 * metric ? column : column + 2;
                smaller[skyline.offset(row) + column] = fromColumn < skyline.first(from)
                        ? 0
                        : values[skyline.offset(from) + fromColumn];
            }
        }
        values = smaller;
        rows -= 2;
        lessons = new float[MOST_WAITING * rows];
    }

    /** Learns a state, of which only the metrics that are present say something. */
    void learn(double[] state, boolean[] present, double rate) {
        if (waiting == MOST_WAITING || !Arrays.equals(taught, present)) {
            takeIn();
            taught = present.clone();
        }
        int from = waiting * rows;
        for (int row = 0; row < rows; row++) {
            lessons[from + row] = present[row >> 1] ? (float) state[row] : 0;
        }
        rates[waiting++] = rate;
    }

    /** Adds a state's products: one more direction in which it varies. */
    void add(double[] state) {
        takeIn();
        for (int row = 0; row < rows; row++) {
            for (int column = skyline.first(row); column <= row; column++) {
                values[skyline.offset(row) + column] += state[row] * state[column];
            }
        }
    }

    /** The packed rows, all lessons taken in. Not to be changed. */
    double[] settled() {
        takeIn();
        return values;
    }

    private void takeIn() {
        for (int row = 0; row < rows && waiting > 0; row++) {
            int lesson = 0;
            for (; lesson + TOGETHER <= waiting; lesson += TOGETHER) {
                takeInFour(row, lesson);
            }
            for (; lesson < waiting; lesson++) {
                takeIn(row, lesson);
            }
        }
        waiting = 0;
    }

    /** A missing metric keeps its variance and loses correlation, which keeps the matrix positive definite. */
    private int end(int row) {
        return taught[row >> 1] ? row + 1 : row & ~1;
    }

    private void takeIn(int row, int lesson) {
        int offset = skyline.offset(row);
        int end = end(row);
        int from = lesson * rows;
        double keep = 1 - rates[lesson];
        double gain = rates[lesson] * lessons[from + row];
        for (int column = skyline.first(row); column < end; column++) {
            values[offset + column] = keep * values[offset + column] + gain * lessons[from + column];
        }
    }

    /** As one after the other, but each element is fetched once. */
    private void takeInFour(int row, int lesson) {
        int offset = skyline.offset(row);
        int end = end(row);
        int first = lesson * rows;
        int second = first + rows;
        int third = second + rows;
        int fourth = third + rows;
        double keep1 = 1 - rates[lesson];
        double keep2 = 1 - rates[lesson + 1];
        double keep3 = 1 - rates[lesson + 2];
        double keep4 = 1 - rates[lesson + 3];
        double gain1 = rates[lesson] * lessons[first + row];
        double gain2 = rates[lesson + 1] * lessons[second + row];
        double gain3 = rates[lesson + 2] * lessons[third + row];
        double gain4 = rates[lesson + 3] * lessons[fourth + row];
        for (int column = skyline.first(row); column < end; column++) {
            values[offset + column] = keep4 * (keep3 * (keep2 * (keep1 * values[offset + column]
                    + gain1 * lessons[first + column]) + gain2 * lessons[second + column])
                    + gain3 * lessons[third + column]) + gain4 * lessons[fourth + column];
        }
    }

    double[] stored() {
        return settled().clone();
    }
}
