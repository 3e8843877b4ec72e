package dev.tocsin.escalation.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * A time from {@code start} to {@code end}, both included: a window that ends with it belongs to it.
 *
 * @throws IllegalArgumentException if it doesn't end after it starts
 */
public record Interval(Instant start, Instant end) {

    public Interval {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("interval ends at " + end + ", not after its start " + start);
        }
    }

    public boolean covers(Instant at) {
        return !at.isBefore(start) && !at.isAfter(end);
    }

    Interval widened(Duration before, Duration after) {
        return new Interval(start.minus(before), end.plus(after));
    }

    Interval joined(Interval other) {
        return new Interval(start.isBefore(other.start) ? start : other.start,
                end.isAfter(other.end) ? end : other.end);
    }
}
