package dev.tocsin.bench.shop;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How a fault shows in one metric.
 *
 * @param limit what a window's mean must exceed, given how the metric stood in the ten minutes before the fault
 * @param runs windows in a row that must exceed it
 */
record Effect(String name, String service, String metric, ToDoubleFunction<RobustScale> limit, int runs) {

    private static final double CLEAR_Z = 6;
    private static final long AFTERMATH_MILLIS = 300_000;

    /** An effect that shows when a metric is clearly above what it was: six robust deviations for two windows. */
    static Effect rise(String name, String service, String metric) {
        return new Effect(name, service, metric, before -> before.median() + CLEAR_Z * before.deviation(), 2);
    }

    /** An effect that shows when a metric is above a fixed limit. */
    static Effect over(double limit, int runs, String name, String service, String metric) {
        return new Effect(name, service, metric, before -> limit, runs);
    }

    /** When it was seen during a fault and the five minutes after it; nothing when it wasn't. */
    Optional<Seen> in(Recording recording, long start, long end) {
        Windows windows = Windows.of(recording, service, metric);
        double above = limit.applyAsDouble(windows.before(start));
        List<Long> ends = windows.above(above, runs, start - start % Windows.MILLIS, end + AFTERMATH_MILLIS);
        return ends.isEmpty() ? Optional.empty() : Optional.of(new Seen(ends.getFirst(), ends.getLast()));
    }

    /** Ends of the first and the last 10 s window that showed it, epoch milliseconds. */
    record Seen(long first, long last) {}
}
