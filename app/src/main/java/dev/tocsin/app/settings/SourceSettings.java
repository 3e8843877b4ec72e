package dev.tocsin.app.settings;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.schemas.topic.Topics;

/**
 * A topic with telemetry.
 *
 * @param keyed whether it is keyed by service with the default partitioner and as many partitions as Tocsin's topics
 */
public record SourceSettings(String topic, Format format, boolean keyed) {

    /** How a source's records are written. */
    public enum Format {
        /** Told apart record by record, by the first byte. */
        AUTO, AVRO, OTLP_PROTO, OTLP_JSON
    }

    public SourceSettings {
        if (!topic.matches("[a-zA-Z0-9._-]{1,249}")) {
            throw new IllegalArgumentException("sources: '" + topic + "' isn't a topic's name");
        }
    }

    /** Tocsin's own telemetry topic, keyed by service. */
    static SourceSettings standard(Topics names) {
        return new SourceSettings(names.telemetry().name(), Format.AVRO, true);
    }

    static List<SourceSettings> read(Node root) {
        Node node = root.child("sources");
        List<SourceSettings> sources = new ArrayList<>();
        for (String index : node.names("topic")) {
            Node source = node.child(index);
            String topic = source.text("topic").orElseThrow(
                    () -> new IllegalArgumentException("sources." + index + ".topic is missing"));
            sources.add(new SourceSettings(topic, source.choice("format", Format.class).orElse(Format.AUTO),
                    source.flag("keyed", false)));
        }
        return sources;
    }
}
