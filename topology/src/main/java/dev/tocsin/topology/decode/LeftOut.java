package dev.tocsin.topology.decode;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Why a point of a record isn't used. */
public enum LeftOut {
    /** The producer says itself that there is no value (OTLP's flag): the series is gone, or wasn't observed. */
    NO_RECORDED_VALUE(false),
    /** NaN or infinite, as Prometheus writes a series that ended. */
    NOT_FINITE(false),
    /** A field of text. */
    TEXT_VALUE(false),
    /** A metric without any data. */
    NO_DATA(false),
    /** A point of a known kind without a value. */
    NO_VALUE(true),
    /** No time, or none after 1970. */
    NO_TIME(true),
    /** A counter or histogram that doesn't say since when it counts: neither delta nor cumulative. */
    NO_TEMPORALITY(true),
    /** A metric without a name. */
    BLANK_NAME(true),
    /** A metric's name of more than 255 characters. */
    LONG_NAME(true),
    /** An attribute after the first {@value dev.tocsin.topology.telemetry.Attributes#MOST}. */
    TOO_MANY_ATTRIBUTES(true),
    /** More buckets than any histogram has. */
    TOO_MANY_BUCKETS(true),
    /** Bounds that aren't finite or don't rise. */
    BAD_BOUNDS(true),
    /** Not one count more than bounds. */
    BOUNDS_MISMATCH(true),
    /** Counts that are negative or beyond 64 bits. */
    BAD_COUNTS(true),
    /** A scale no exponential histogram has. */
    BAD_SCALE(true),
    /** A quantile outside 0 to 1, or too many of them. */
    BAD_QUANTILES(true),
    /** A line of line protocol that can't be read. */
    BAD_LINE(true),
    /** JSON among others that has no known shape. */
    UNKNOWN_FORMAT(true),
    /** The rest of a record of several documents. */
    TORN(true);

    private static final int MOST_NAME_LENGTH = 255;

    private final boolean fault;

    LeftOut(boolean fault) {
        this.fault = fault;
    }

    /** Whether its producer is at fault; otherwise it is usual. */
    public boolean isFault() {
        return fault;
    }

    /** As metrics and logs spell it: {@code no_time}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with a metric's name, or null. */
    public static @Nullable LeftOut ofName(String metric) {
        return metric.isBlank() ? BLANK_NAME : metric.length() > MOST_NAME_LENGTH ? LONG_NAME : null;
    }
}
