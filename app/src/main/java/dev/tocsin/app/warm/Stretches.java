package dev.tocsin.app.warm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A span of time in stretches that one range query can answer: Prometheus gives at most 11,000 points a series. */
record Stretches(Duration window) {

    private static final int MOST_POINTS = 10_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The ends of windows from the first to the last, both included. */
    record Stretch(Instant first, Instant last) {}

    /** Whole windows of the time before now, oldest first. */
    List<Stretch> before(Instant now, Duration span) {
        long size = window.toMillis();
        Instant last = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), size) * size);
        Instant next = last.minusMillis(span.toMillis() / size * size).plusMillis(size);
        long each = Math.max(1, Math.min(MOST_POINTS, LONGEST.toMillis() / size));
        List<Stretch> stretches = new ArrayList<>();
        while (!next.isAfter(last)) {
            Instant end = next.plusMillis((each - 1) * size);
            stretches.add(new Stretch(next, end.isAfter(last) ? last : end));
            next = end.plusMillis(size);
        }
        return stretches;
    }
}
