package dev.tocsin.app.settings;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.topology.TopologySettings.Source;
import dev.tocsin.topology.decode.Format;

/** The topics with telemetry: {@code sources: [{topic, format, keyed}]}; Tocsin's own where nothing says another. */
final class Sources {

    private Sources() {}

    static List<Source> read(Node root) {
        Node node = root.child("sources");
        List<Source> sources = new ArrayList<>();
        for (String index : node.names("topic")) {
            Node source = node.child(index);
            String topic = source.text("topic")
                    .orElseThrow(() -> new IllegalArgumentException("sources." + index + ".topic is missing"));
            sources.add(new Source(topic, source.choice("format", Format.class).orElse(Format.AUTO),
                    source.flag("keyed", false)));
        }
        return sources;
    }

    static Source standard(Topics names) {
        return new Source(names.telemetry().name(), Format.AVRO, true);
    }
}
