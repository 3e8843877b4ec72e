package dev.tocsin.topology.decode.telegraf;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.decode.Epoch;
import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.decode.PointBatch;
import dev.tocsin.topology.decode.json.JsonShape;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.Wanted;

/**
 * Telegraf's JSON, one metric or a batch. Its time stamps are in seconds, milliseconds, microseconds or nanoseconds, as
 * {@code json_timestamp_units} says, told apart by magnitude; or a text; or missing, then the record's time holds.
 */
public record TelegrafJson(Wanted wanted) implements JsonShape {

    @Override
    public boolean fits(JsonNode document) {
        return document.path("metrics").isArray() || document.path("fields").isObject();
    }

    @Override
    public void read(JsonNode document, PointBatch into, long recordMillis) {
        JsonNode metrics = document.path("metrics");
        if (!metrics.isArray()) {
            metric(document, into, recordMillis);
        }
        for (JsonNode metric : metrics) {
            if (metric.path("fields").isObject()) {
                metric(metric, into, recordMillis);
            } else {
                into.leave(LeftOut.UNKNOWN_FORMAT);
            }
        }
    }

    private void metric(JsonNode metric, PointBatch into, long recordMillis) {
        long time = time(metric.path("timestamp"), recordMillis);
        if (time <= 0) {
            into.leave(LeftOut.NO_TIME);
            return;
        }
        String measurement = metric.path("name").asText();
        Attributes.Builder builder = new Attributes.Builder();
        metric.path("tags").properties().stream().filter(tag -> tag.getValue().isValueNode())
                .forEach(tag -> into.attribute(builder, tag.getKey(), tag.getValue().asText()));
        Attributes tags = builder.build();
        List<Point> points = new ArrayList<>();
        metric.path("fields").properties().forEach(field -> {
            String name = FieldNames.metric(measurement, field.getKey());
            if (wanted.metric(name)) {
                add(name, tags, time, field.getValue(), points, into);
            }
        });
        into.add(tags, "", points);
    }

    private static void add(String name, Attributes tags, long time, JsonNode value, List<Point> points,
            PointBatch into) {
        LeftOut fault = fault(name, value);
        if (fault != null) {
            into.leave(fault);
        } else {
            double number = value.isBoolean() ? value.booleanValue() ? 1 : 0 : value.doubleValue();
            points.add(new Point.Untyped(name, "", tags, time, number));
        }
    }

    private static @Nullable LeftOut fault(String name, JsonNode value) {
        if (value.isTextual()) {
            return LeftOut.TEXT_VALUE;
        }
        if (!value.isNumber() && !value.isBoolean()) {
            return LeftOut.NO_VALUE;
        }
        return value.isNumber() && !Double.isFinite(value.doubleValue()) ? LeftOut.NOT_FINITE : LeftOut.ofName(name);
    }

    private static long time(JsonNode timestamp, long recordMillis) {
        if (timestamp.isMissingNode() || timestamp.isNull()) {
            return recordMillis;
        }
        if (timestamp.isTextual()) {
            return Epoch.millis(timestamp.textValue());
        }
        return timestamp.canConvertToLong() && timestamp.isIntegralNumber()
                ? Epoch.millis(timestamp.longValue())
                : Epoch.millis(timestamp.asDouble());
    }
}
