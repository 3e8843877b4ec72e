package dev.tocsin.topology.decode;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the records of a source topic are written. */
public enum Format {
    /** By the first byte: 0x00 framed Avro, an opening brace OTLP JSON, 0x0A OTLP protobuf. */
    AUTO,
    /** Our {@code TelemetrySample} in Confluent's wire format. */
    AVRO,
    /** OpenTelemetry's {@code ExportMetricsServiceRequest} as protobuf. */
    OTLP_PROTO,
    /** The same as JSON. */
    OTLP_JSON;

    /**
     * Reads a format as settings spell it.
     *
     * @throws IllegalArgumentException if there is no such format; the message names those there are
     */
    public static Format parse(String text) {
        return Arrays.stream(values()).filter(format -> format.spelling().equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("format '" + text + "' isn't one of "
                        + Arrays.stream(values()).map(Format::spelling).collect(Collectors.joining(", "))));
    }

    /** As settings spell it: {@code otlp_proto}. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
