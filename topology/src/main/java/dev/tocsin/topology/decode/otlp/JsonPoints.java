package dev.tocsin.topology.decode.otlp;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.decode.json.JsonReading;
import dev.tocsin.topology.decode.otlp.MetricHead.Kind;

/** Reads data points of JSON, whose kinds name their common fields alike. */
final class JsonPoints {

    private JsonPoints() {}

    static void read(Kind kind, JsonNode json, DataPoint point) {
        point.startNanos = JsonReading.integer(json.path("startTimeUnixNano"), 0);
        point.nanos = JsonReading.integer(json.path("timeUnixNano"), 0);
        point.flags = JsonReading.integer(json.path("flags"), 0);
        if (kind == Kind.GAUGE || kind == Kind.SUM) {
            number(json, point);
            return;
        }
        point.count = JsonReading.integer(json.path("count"), -1);
        point.sum = JsonReading.number(json.path("sum"));
        point.min = JsonReading.number(json.path("min"));
        point.max = JsonReading.number(json.path("max"));
        switch (kind) {
            case HISTOGRAM -> {
                counts(json.path("bucketCounts"), point.counts);
                doubles(json.path("explicitBounds"), point.bounds);
            }
            case EXPONENTIAL_HISTOGRAM -> exponential(json, point);
            case SUMMARY -> {
                for (JsonNode quantile : json.path("quantileValues")) {
                    point.bounds.add(bits(quantile.path("quantile"), 0));
                    point.counts.add(bits(quantile.path("value"), 0));
                }
            }
            case NONE, GAUGE, SUM -> throw new IllegalStateException(kind + " has no buckets");
        }
    }

    private static void number(JsonNode json, DataPoint point) {
        JsonNode value = json.has("asDouble") ? json.path("asDouble") : json.path("asInt");
        point.value = JsonReading.number(value);
        point.hasValue = value.isNumber() || value.isTextual() && !value.textValue().isBlank();
    }

    private static void exponential(JsonNode json, DataPoint point) {
        point.scale = (int) JsonReading.integer(json.path("scale"), 0);
        point.zeroCount = JsonReading.integer(json.path("zeroCount"), 0);
        point.zeroThreshold = json.has("zeroThreshold") ? JsonReading.number(json.path("zeroThreshold")) : 0;
        side(json.path("positive"), point.positive);
        side(json.path("negative"), point.negative);
    }

    private static void side(JsonNode json, DataPoint.Side side) {
        side.offset = (int) JsonReading.integer(json.path("offset"), 0);
        counts(json.path("bucketCounts"), side.counts);
    }

    private static void counts(JsonNode list, Longs into) {
        list.forEach(count -> into.add(JsonReading.integer(count, -1)));
    }

    private static void doubles(JsonNode list, Longs into) {
        list.forEach(bound -> into.add(Double.doubleToRawLongBits(JsonReading.number(bound))));
    }

    private static long bits(JsonNode number, double absent) {
        return Double.doubleToRawLongBits(number.isMissingNode() ? absent : JsonReading.number(number));
    }
}
