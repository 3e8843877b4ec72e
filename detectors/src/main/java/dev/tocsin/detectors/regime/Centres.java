package dev.tocsin.detectors.regime;

import java.util.Arrays;

/**
 * Points in a space of {@code numbers} dimensions, at most so many. They lie in one array, the first number of all of
 * them before the second: distances to all are taken side by side.
 */
final class Centres {

    private final int most;
    private float[] values;
    /** Doubles, so that no compiler must fear they are part of the values. */
    private final double[] squares;
    private int known;

    Centres(int most, int numbers, float[][] stored) {
        this.most = most;
        this.values = new float[numbers * most];
        this.squares = new double[most];
        for (int i = 0; i < Math.min(most, stored.length); i++) {
            put(i, stored[i]);
        }
    }

    int known() {
        return known;
    }

    /** Puts a point in the place of a centre, or in the next place that is free. */
    void put(int centre, float[] point) {
        for (int number = 0; number < point.length; number++) {
            values[number * most + centre] = point[number];
        }
        known = Math.max(known, centre + 1);
    }

    /** Sets how many numbers a point has; further ones are 0. */
    void resize(int numbers) {
        values = Arrays.copyOf(values, numbers * most);
    }

    /** Forgets some numbers of each point; the later ones move up. */
    void remove(int first, int count) {
        float[] fewer = Arrays.copyOf(values, values.length - count * most);
        System.arraycopy(values, (first + count) * most, fewer, first * most, fewer.length - first * most);
        values = fewer;
    }

    /** The nearest to a point, -1 where there is none. */
    int nearest(float[] point) {
        Arrays.fill(squares, 0);
        int number = 0;
        for (; number + 4 <= point.length; number += 4) {
            addSquares(number * most, point[number], point[number + 1], point[number + 2], point[number + 3]);
        }
        for (; number < point.length; number++) {
            addSquares(number * most, point[number]);
        }
        int nearest = -1;
        for (int i = 0; i < known; i++) {
            if (nearest < 0 || squares[i] < squares[nearest]) {
                nearest = i;
            }
        }
        return nearest;
    }

    private void addSquares(int from, float a, float b, float c, float d) {
        int second = from + most;
        int third = second + most;
        int fourth = third + most;
        for (int i = 0; i < most; i++) {
            float ofA = a - values[from + i];
            float ofB = b - values[second + i];
            float ofC = c - values[third + i];
            float ofD = d - values[fourth + i];
            squares[i] += ofA * ofA + ofB * ofB + (ofC * ofC + ofD * ofD);
        }
    }

    private void addSquares(int from, float a) {
        for (int i = 0; i < most; i++) {
            float off = a - values[from + i];
            squares[i] += off * off;
        }
    }

    /** Squared distance of a centre from the point last asked for. */
    double squared(int centre) {
        return squares[centre];
    }

    float get(int centre, int number) {
        return values[number * most + centre];
    }

    /** Moves a centre towards a point by a share of the way. */
    void move(int centre, float[] point, float share) {
        for (int number = 0; number < point.length; number++) {
            int at = number * most + centre;
            values[at] += share * (point[number] - values[at]);
        }
    }

    /** Point by point. */
    float[][] stored(int numbers) {
        float[][] points = new float[known][numbers];
        for (int i = 0; i < known; i++) {
            for (int number = 0; number < numbers; number++) {
                points[i][number] = get(i, number);
            }
        }
        return points;
    }
}
