package dev.tocsin.topology.decode.otlp;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.telemetry.Temporality;

/**
 * What all points of a metric have in common.
 *
 * @param temporality null where the producer doesn't say, or says a number that isn't known
 */
record MetricHead(String name, String unit, Kind kind, @Nullable Temporality temporality, boolean monotonic) {

    /** What a metric's points hold. */
    enum Kind {
        NONE(""), GAUGE("gauge"), SUM("sum"), HISTOGRAM("histogram"), EXPONENTIAL_HISTOGRAM(
                "exponentialHistogram"), SUMMARY("summary");

        static final List<Kind> WITH_DATA = List.of(GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY);

        private final String json;

        Kind(String json) {
            this.json = json;
        }

        /** The field that holds the data in JSON. */
        String json() {
            return json;
        }
    }

    /** By its number in the specification. */
    static @Nullable Temporality temporality(long number) {
        return number == 1 ? Temporality.DELTA : number == 2 ? Temporality.CUMULATIVE : null;
    }

    /** Why none of its points can be used; null if they can. */
    @Nullable
    LeftOut fault() {
        boolean needsTemporality = switch (kind) {
            case SUM -> monotonic;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> true;
            case NONE, GAUGE, SUMMARY -> false;
        };
        return needsTemporality && temporality == null ? LeftOut.NO_TEMPORALITY : LeftOut.ofName(name);
    }
}
