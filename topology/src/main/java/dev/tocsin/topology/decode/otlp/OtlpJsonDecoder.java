package dev.tocsin.topology.decode.otlp;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.decode.Decoder;
import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.JsonReading;
import dev.tocsin.topology.decode.otlp.MetricHead.Kind;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Temporality;
import dev.tocsin.topology.telemetry.Wanted;

/**
 * Reads OTLP JSON: every kind of metric. 64-bit integers are read both as strings, as the specification writes them, and
 * as numbers, as many producers do; unknown fields are ignored.
 */
public final class OtlpJsonDecoder implements Decoder {

    private final Wanted wanted;

    public OtlpJsonDecoder(Wanted wanted) {
        this.wanted = wanted;
    }

    @Override
    public Decoding decode(byte[] value, long recordMillis) {
        try {
            return decode(JsonReading.tree(value));
        } catch (IOException torn) {
            return new Decoding.Unreadable("torn", "not JSON: " + torn.getClass().getSimpleName());
        }
    }

    /** Reads JSON that was parsed already. */
    public Decoding decode(JsonNode request) {
        JsonNode resources = request.path("resourceMetrics");
        if (!resources.isArray()) {
            return new Decoding.Unreadable("unknown_format", "JSON without resourceMetrics");
        }
        OtlpBatch batch = new OtlpBatch();
        for (JsonNode resource : resources) {
            batch.resource(attributes(resource.path("resource"), batch));
            for (JsonNode scoped : resource.path("scopeMetrics")) {
                JsonNode scope = scoped.path("scope");
                batch.scope(scope.path("name").asText(), attributes(scope, batch));
                scoped.path("metrics").forEach(metric -> read(metric, batch));
                batch.endScope();
            }
        }
        return batch.done();
    }

    private void read(JsonNode metric, OtlpBatch batch) {
        String name = metric.path("name").asText();
        if (!wanted.metric(name)) {
            return;
        }
        Kind kind = kind(metric);
        JsonNode data = switch (kind) {
            case GAUGE -> metric.path("gauge");
            case SUM -> metric.path("sum");
            case HISTOGRAM -> metric.path("histogram");
            case EXPONENTIAL_HISTOGRAM -> metric.path("exponentialHistogram");
            case SUMMARY -> metric.path("summary");
            case NONE -> metric;
        };
        MetricHead head = new MetricHead(name, metric.path("unit").asText(), kind,
                temporality(data.path("aggregationTemporality")), data.path("isMonotonic").asBoolean());
        String fault = head.fault();
        if (kind == Kind.NONE) {
            batch.left.add("no_data");
        }
        for (JsonNode point : data.path("dataPoints")) {
            if (fault != null) {
                batch.left.add(fault);
            } else {
                JsonPoints.read(kind, point, batch.point.clear());
                attributes(point, batch, batch.point.attributes);
                batch.add(head);
            }
        }
    }

    private static Kind kind(JsonNode metric) {
        return metric.has("gauge")
                ? Kind.GAUGE
                : metric.has("sum")
                        ? Kind.SUM
                        : metric.has("histogram")
                                ? Kind.HISTOGRAM
                                : metric.has("exponentialHistogram")
                                        ? Kind.EXPONENTIAL_HISTOGRAM
                                        : metric.has("summary") ? Kind.SUMMARY : Kind.NONE;
    }

    private static @Nullable Temporality temporality(JsonNode value) {
        return switch (value.asText()) {
            case "AGGREGATION_TEMPORALITY_DELTA" -> Temporality.DELTA;
            case "AGGREGATION_TEMPORALITY_CUMULATIVE" -> Temporality.CUMULATIVE;
            default -> MetricHead.temporality(JsonReading.integer(value, 0));
        };
    }

    private static Attributes attributes(JsonNode of, OtlpBatch batch) {
        Attributes.Builder attributes = new Attributes.Builder();
        attributes(of, batch, attributes);
        return attributes.build();
    }

    private static void attributes(JsonNode of, OtlpBatch batch, Attributes.Builder into) {
        for (JsonNode attribute : of.path("attributes")) {
            for (JsonNode value : attribute.path("value")) {
                if (value.isValueNode() && !value.isNull()) {
                    batch.attribute(into, attribute.path("key").asText(), value.asText());
                }
            }
        }
    }
}
