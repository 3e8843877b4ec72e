package dev.tocsin.topology.window;

import java.time.Duration;

/**
 * How windows are cut: tumbling, aligned to the epoch.
 *
 * @param size 5 s to 1 h
 * @param grace how long after its end a window still takes samples
 * @param patience the most a timer waits for a service that is usually late
 * @param gone how long a service may be silent before its state expires
 * @param metricLimit the most metrics of one service
 */
public record WindowShape(Duration size, Duration grace, Duration patience, Duration gone, int metricLimit) {

    /** The most metrics of one service where nothing else is set. */
    public static final int DEFAULT_METRIC_LIMIT = 200;

    public WindowShape {
        if (size.compareTo(Duration.ofSeconds(5)) < 0 || size.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("window size " + size + " isn't between 5 s and 1 h");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("window grace " + grace + " is negative");
        }
    }

    /** Windows of a size with the usual grace, patience and expiry. */
    public static WindowShape of(Duration size) {
        return new WindowShape(size, Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(60),
                DEFAULT_METRIC_LIMIT);
    }

    long startOf(long time) {
        return Math.floorDiv(time, sizeMillis()) * sizeMillis();
    }

    long sizeMillis() {
        return size.toMillis();
    }

    long graceMillis() {
        return grace.toMillis();
    }

    long patienceMillis() {
        return patience.toMillis();
    }
}
