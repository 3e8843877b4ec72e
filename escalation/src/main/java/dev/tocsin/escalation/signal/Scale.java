package dev.tocsin.escalation.signal;

import java.util.List;
import java.util.Optional;

import dev.tocsin.escalation.verdict.Reading;

/**
 * What a metric's numbers mean, so that "above 0.9" isn't said of 250 millicores. The metric's name decides where it
 * speaks; otherwise values that stay within 0 and 1 are a ratio.
 */
public enum Scale {
    /** A share of one: {@code utilization}, {@code error_ratio}. */
    RATIO,
    /** A share of a hundred. */
    PERCENT,
    /** Counts, rates, seconds, bytes, millicores. */
    OTHER;

    /** A ratio may exceed one by as much: several samplers round. */
    private static final double RATIO_LIMIT = 1.05;

    private static final Globs PERCENT_NAMES = new Globs(List.of("*percent*", "*pct*"), List.of());
    private static final Globs RATIO_NAMES = new Globs(
            List.of("*ratio*", "*utilization*", "*utilisation*", "*fraction*"),
            List.of());
    private static final Globs OTHER_NAMES = new Globs(List.of("*milli*", "*cores*", "*seconds*", "*nanos*", "*_ms",
            "*.ms", "*count*", "*total*", "*bytes*", "*per_sec*", "*per_min*"), List.of());

    /** What the metric's name says, empty where it leaves that to the values. */
    static Optional<Scale> namedBy(String metric) {
        if (PERCENT_NAMES.match(metric)) {
            return Optional.of(PERCENT);
        }
        if (RATIO_NAMES.match(metric)) {
            return Optional.of(RATIO);
        }
        return OTHER_NAMES.match(metric) ? Optional.of(OTHER) : Optional.empty();
    }

    /** What the values say of a metric whose name doesn't. */
    static Scale shownBy(Reading reading) {
        return share(reading.observed()) && (Double.isNaN(reading.expected()) || share(reading.expected()))
                ? RATIO
                : OTHER;
    }

    private static boolean share(double value) {
        return value >= 0 && value <= RATIO_LIMIT;
    }
}
