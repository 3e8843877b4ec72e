package dev.tocsin.topology.decode.prometheus;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.decode.Epoch;
import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.decode.PointBatch;
import dev.tocsin.topology.decode.json.JsonReading;
import dev.tocsin.topology.decode.json.JsonShape;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.Wanted;

/**
 * One sample as prometheus-kafka-adapter writes it: value and time as text, the time cut to whole seconds. Its
 * {@code avro-json} is the text form of Avro, which for its schema ({@code io.prometheus.Metric}: strings and a map of
 * strings) is the same document.
 */
public record PrometheusJson(Wanted wanted) implements JsonShape {

    private static final String NAME_LABEL = "__name__";

    @Override
    public boolean fits(JsonNode document) {
        return document.path("labels").isObject() && document.has("value");
    }

    @Override
    public void read(JsonNode sample, PointBatch into, long recordMillis) {
        JsonNode labels = sample.path("labels");
        String name = sample.path("name").asText(labels.path(NAME_LABEL).asText());
        if (!wanted.metric(name)) {
            return;
        }
        long time = time(sample.path("timestamp"), recordMillis);
        JsonNode text = sample.path("value");
        double value = JsonReading.number(text);
        LeftOut fault = time <= 0 ? LeftOut.NO_TIME : Double.isFinite(value) ? LeftOut.ofName(name) : notFinite(text);
        if (fault != null) {
            into.leave(fault);
            return;
        }
        Attributes.Builder builder = new Attributes.Builder();
        labels.properties().stream().filter(label -> label.getValue().isValueNode())
                .filter(label -> !label.getKey().equals(NAME_LABEL))
                .forEach(label -> into.attribute(builder, label.getKey(), label.getValue().asText()));
        Attributes attributes = builder.build();
        into.add(attributes, "", List.of(new Point.Untyped(name, "", attributes, time, value)));
    }

    private static LeftOut notFinite(JsonNode text) {
        return switch (text.asText()) {
            case "NaN", "+Inf", "-Inf", "Inf" -> LeftOut.NOT_FINITE;
            default -> LeftOut.NO_VALUE;
        };
    }

    private static long time(JsonNode timestamp, long recordMillis) {
        if (timestamp.isMissingNode() || timestamp.isNull()) {
            return recordMillis;
        }
        return timestamp.isNumber() ? Epoch.millis(timestamp.asDouble()) : Epoch.millis(timestamp.asText());
    }
}
