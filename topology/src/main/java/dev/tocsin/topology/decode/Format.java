package dev.tocsin.topology.decode;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.tocsin.topology.decode.json.JsonDecoder;
import dev.tocsin.topology.decode.otlp.OtlpJson;
import dev.tocsin.topology.decode.otlp.OtlpProtoDecoder;
import dev.tocsin.topology.decode.prometheus.PrometheusJson;
import dev.tocsin.topology.decode.telegraf.InfluxDecoder;
import dev.tocsin.topology.decode.telegraf.TelegrafJson;
import dev.tocsin.topology.telemetry.Wanted;

/** How the records of a source topic are written. */
public enum Format {
    /** Told by each record's first byte, and of JSON by its fields; see {@link AutoDecoder}. */
    AUTO,
    /** Our {@code TelemetrySample} in Confluent's wire format. */
    AVRO,
    /** OpenTelemetry's {@code ExportMetricsServiceRequest} as protobuf. */
    OTLP_PROTO,
    /** The same as JSON. */
    OTLP_JSON,
    /** Telegraf's JSON, one metric or a batch. */
    TELEGRAF_JSON,
    /** Influx line protocol, Telegraf's usual form. */
    INFLUX,
    /** The JSON of prometheus-kafka-adapter. */
    PROMETHEUS_JSON,
    /** Its {@code avro-json}. */
    PROMETHEUS_AVRO_JSON;

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

    /**
     * Makes its decoder.
     *
     * @param avro reads our own samples, which needs a registry
     * @param wanted the metrics that foreign telemetry is read for
     */
    public Decoder decoder(Decoder avro, Wanted wanted) {
        return switch (this) {
            case AVRO -> avro;
            case OTLP_PROTO -> new OtlpProtoDecoder(wanted);
            case OTLP_JSON -> new JsonDecoder(new OtlpJson(wanted));
            case TELEGRAF_JSON -> new JsonDecoder(new TelegrafJson(wanted));
            case INFLUX -> new InfluxDecoder(wanted);
            case PROMETHEUS_JSON, PROMETHEUS_AVRO_JSON -> new JsonDecoder(new PrometheusJson(wanted));
            case AUTO -> new AutoDecoder(avro, new OtlpProtoDecoder(wanted),
                    new JsonDecoder(new OtlpJson(wanted), new TelegrafJson(wanted), new PrometheusJson(wanted)),
                    new InfluxDecoder(wanted));
        };
    }
}
