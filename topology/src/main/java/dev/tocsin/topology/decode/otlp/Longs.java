package dev.tocsin.topology.decode.otlp;

import java.util.Arrays;

/** A growing array of numbers that can be filled again, up to {@link #MOST}. */
final class Longs {

    /** More buckets than this in one point are a mistake; OpenTelemetry's own limit is 160. */
    static final int MOST = 2_048;
    private static final long[] NONE = new long[0];

    private long[] values = new long[32];
    private int size;

    void clear() {
        size = 0;
    }

    /** Counts on beyond the limit without keeping what it is given. */
    void add(long value) {
        if (size == values.length && size < MOST) {
            values = Arrays.copyOf(values, 2 * size);
        }
        if (size < MOST) {
            values[size] = value;
        }
        size++;
    }

    int size() {
        return size;
    }

    boolean tooMany() {
        return size > MOST;
    }

    long get(int index) {
        return values[index];
    }

    long[] toArray() {
        return size == 0 ? NONE : Arrays.copyOf(values, size);
    }

    /** The values as bits of doubles. */
    double[] toDoubles() {
        double[] doubles = new double[size];
        for (int i = 0; i < size; i++) {
            doubles[i] = Double.longBitsToDouble(values[i]);
        }
        return doubles;
    }
}
