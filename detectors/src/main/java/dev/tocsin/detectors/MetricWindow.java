package dev.tocsin.detectors;

import java.time.Instant;
import java.util.List;

/**
 * The metrics of one service in one window {@code [start, end)}.
 *
 * @param names metric names; of a name that is there twice the first value counts
 * @param values {@code values[i]} belongs to {@code names.get(i)}; NaN is missing. Not copied: neither side changes it.
 */
public record MetricWindow(Instant start, Instant end, List<String> names, double[] values) {

    public MetricWindow {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("window ends at " + end + ", not after " + start);
        }
        if (names.size() != values.length) {
            throw new IllegalArgumentException(
                    "window at " + start + " has " + names.size() + " metric names and " + values.length + " values");
        }
    }
}
