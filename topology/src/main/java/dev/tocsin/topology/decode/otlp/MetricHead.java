package dev.tocsin.topology.decode.otlp;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.telemetry.Temporality;

/**
 * What all points of a metric have in common.
 *
 * @param temporality null where the producer doesn't say, or says a number that isn't known
 */
record MetricHead(String name, String unit, Kind kind, @Nullable Temporality temporality, boolean monotonic) {

    private static final int MOST_NAME_LENGTH = 255;

    /** What a metric's points hold. */
    enum Kind {
        NONE, GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY
    }

    /** By its number in the specification. */
    static @Nullable Temporality temporality(long number) {
        return number == 1 ? Temporality.DELTA : number == 2 ? Temporality.CUMULATIVE : null;
    }

    /** Why none of its points can be used; null if they can. */
    @Nullable
    String fault() {
        if (kind == Kind.NONE) {
            return "no_data";
        }
        if (name.isBlank()) {
            return "blank_name";
        }
        if (name.length() > MOST_NAME_LENGTH) {
            return "long_name";
        }
        boolean needsTemporality = switch (kind) {
            case SUM -> monotonic;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> true;
            case NONE, GAUGE, SUMMARY -> false;
        };
        return needsTemporality && temporality == null ? "no_temporality" : null;
    }
}
