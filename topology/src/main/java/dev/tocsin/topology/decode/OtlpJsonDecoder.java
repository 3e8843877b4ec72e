package dev.tocsin.topology.decode;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Reads OTLP JSON: gauges, and sums that aren't monotonic. 64-bit integers are read both as strings, as the
 * specification writes them, and as numbers, as many producers do; unknown fields are ignored.
 */
public final class OtlpJsonDecoder implements Decoder {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Decoding decode(byte[] value) {
        JsonNode request;
        try {
            request = JSON.readTree(value);
        } catch (IOException | StackOverflowError torn) {
            return new Decoding.Unreadable("torn", "not JSON: " + torn.getClass().getSimpleName());
        }
        JsonNode resources = request.path("resourceMetrics");
        if (!resources.isArray()) {
            return new Decoding.Unreadable("unknown_format", "JSON without resourceMetrics");
        }
        OtlpPoints points = new OtlpPoints();
        for (JsonNode resource : resources) {
            points.resource(attributes(resource.path("resource").path("attributes")));
            for (JsonNode scope : resource.path("scopeMetrics")) {
                scope.path("metrics").forEach(metric -> read(metric, points));
            }
        }
        return points.done();
    }

    private static void read(JsonNode metric, OtlpPoints points) {
        String name = metric.path("name").asText();
        JsonNode sum = metric.path("sum");
        if (metric.has("gauge")) {
            read(name, metric.path("gauge").path("dataPoints"), points);
        } else if (sum.isObject() && !sum.path("isMonotonic").asBoolean(false)) {
            read(name, sum.path("dataPoints"), points);
        } else {
            points.leave(sum.isObject()
                    ? "counter_not_derived"
                    : metric.has("histogram") || metric.has("exponentialHistogram") || metric.has("summary")
                            ? "histogram_not_derived"
                            : "no_data");
        }
    }

    private static void read(String metric, JsonNode data, OtlpPoints points) {
        for (JsonNode point : data) {
            JsonNode value = point.has("asDouble") ? point.path("asDouble") : point.path("asInt");
            double number = number(value);
            if (value.isMissingNode() || Double.isNaN(number) && !value.asText().equals("NaN")) {
                points.leave("no_value");
            } else {
                points.point(metric, nanos(point.path("timeUnixNano")), number);
            }
        }
    }

    private static double number(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return Double.parseDouble(value.asText());
        } catch (NumberFormatException no) {
            return Double.NaN;
        }
    }

    private static long nanos(JsonNode value) {
        return value.isNumber() ? value.longValue() : value.asLong(0);
    }

    private static Map<String, String> attributes(JsonNode list) {
        Map<String, String> attributes = new HashMap<>();
        for (JsonNode attribute : list) {
            for (JsonNode value : attribute.path("value")) {
                if (value.isValueNode()) {
                    attributes.put(attribute.path("key").asText(), value.asText());
                }
            }
        }
        return attributes;
    }
}
