package dev.tocsin.topology.decode.otlp;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.decode.PointBatch;
import dev.tocsin.topology.decode.json.JsonReading;
import dev.tocsin.topology.decode.json.JsonShape;
import dev.tocsin.topology.decode.otlp.MetricHead.Kind;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Temporality;
import dev.tocsin.topology.telemetry.Wanted;

/**
 * OTLP's JSON: every kind of metric. 64-bit integers are read both as strings, as the specification writes them, and as
 * numbers, as many producers do; unknown fields are ignored. A document may also be one resource without the request around
 * it, as the SDKs log it.
 */
public record OtlpJson(Wanted wanted) implements JsonShape {

    @Override
    public boolean fits(JsonNode document) {
        return document.path("resourceMetrics").isArray() || document.path("scopeMetrics").isArray();
    }

    @Override
    public void read(JsonNode request, PointBatch into, long recordMillis) {
        ScopePoints points = new ScopePoints(into);
        if (request.has("scopeMetrics")) {
            resource(request, points, into);
        }
        request.path("resourceMetrics").forEach(resource -> resource(resource, points, into));
    }

    private void resource(JsonNode resource, ScopePoints points, PointBatch into) {
        points.resource(attributes(resource.path("resource"), into));
        for (JsonNode scoped : resource.path("scopeMetrics")) {
            JsonNode scope = scoped.path("scope");
            points.scope(scope.path("name").asText(), attributes(scope, into));
            scoped.path("metrics").forEach(metric -> read(metric, points, into));
            points.endScope();
        }
    }

    private void read(JsonNode metric, ScopePoints points, PointBatch into) {
        String name = metric.path("name").asText();
        if (!wanted.metric(name)) {
            return;
        }
        Kind kind = kind(metric);
        if (kind == Kind.NONE) {
            into.leave(LeftOut.NO_DATA);
            return;
        }
        JsonNode data = metric.path(kind.json());
        MetricHead head = new MetricHead(name, metric.path("unit").asText(), kind,
                temporality(data.path("aggregationTemporality")), data.path("isMonotonic").asBoolean());
        LeftOut fault = head.fault();
        for (JsonNode point : data.path("dataPoints")) {
            if (fault != null) {
                into.leave(fault);
            } else {
                JsonPoints.read(kind, point, points.point.clear());
                attributes(point, into, points.point.attributes);
                points.add(head);
            }
        }
    }

    private static Kind kind(JsonNode metric) {
        for (Kind kind : Kind.WITH_DATA) {
            if (metric.has(kind.json())) {
                return kind;
            }
        }
        return Kind.NONE;
    }

    private static @Nullable Temporality temporality(JsonNode value) {
        return switch (value.asText()) {
            case "AGGREGATION_TEMPORALITY_DELTA" -> Temporality.DELTA;
            case "AGGREGATION_TEMPORALITY_CUMULATIVE" -> Temporality.CUMULATIVE;
            default -> MetricHead.temporality(JsonReading.integer(value, 0));
        };
    }

    private static Attributes attributes(JsonNode of, PointBatch batch) {
        Attributes.Builder attributes = new Attributes.Builder();
        attributes(of, batch, attributes);
        return attributes.build();
    }

    private static void attributes(JsonNode of, PointBatch batch, Attributes.Builder into) {
        for (JsonNode attribute : of.path("attributes")) {
            for (JsonNode value : attribute.path("value")) {
                if (value.isValueNode() && !value.isNull()) {
                    batch.attribute(into, attribute.path("key").asText(), value.asText());
                }
            }
        }
    }
}
