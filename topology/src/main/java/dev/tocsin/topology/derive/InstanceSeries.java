package dev.tocsin.topology.derive;

import java.util.HashMap;
import java.util.Map;

/**
 * What is remembered of one instance of a service: the last point of each of its series. What they say of windows that
 * are still open is on the heap only. Not thread-safe.
 */
public final class InstanceSeries {

    /** More on one instance is an id among its attributes. */
    static final int MOST_SERIES = 5_000;

    private static final long FORGOTTEN_MILLIS = 3_600_000;

    final Map<String, InputSeries> inputs = new HashMap<>();
    /** The time of its newest observation, epoch milliseconds. */
    long heard = Long.MIN_VALUE;
    /** The window in which it was last written. */
    long written = Long.MIN_VALUE;

    /** The time of its newest observation, epoch milliseconds. */
    public long heard() {
        return heard;
    }

    /** How many series are remembered. */
    public int size() {
        int size = 0;
        for (InputSeries input : inputs.values()) {
            size += input.size();
        }
        return size;
    }

    /** Forgets series that haven't been heard for an hour, where there are many. */
    void tidy() {
        if (size() > MOST_SERIES / 2) {
            long since = heard - FORGOTTEN_MILLIS;
            for (InputSeries input : inputs.values()) {
                input.numbers.values().removeIf(series -> series.time < since);
                input.histograms.values().removeIf(series -> series.time < since);
                input.bounds.values().removeIf(series -> series.time < since);
            }
            inputs.values().removeIf(input -> input.size() == 0);
        }
    }

    /** Whether it is time to write it: once a window, so that a crash costs no growth but only its place in time. */
    public boolean isDue(long windowMillis) {
        long window = Math.floorDiv(heard, windowMillis);
        boolean due = window > written;
        if (due) {
            written = window;
            tidy();
        }
        return due;
    }
}
