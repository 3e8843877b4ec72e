package dev.tocsin.app.incidents;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tocsin.app.kafka.WholeTopic;
import dev.tocsin.app.settings.KafkaSettings;
import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroDeserializer;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.v1.IncidentEvent;

/** The incidents of the incident topic, each as it stands now. */
public final class Incidents {

    private final Map<String, IncidentLine> byId = new LinkedHashMap<>();

    /** Takes one more transition; those of one incident in their order. */
    void add(IncidentEvent event) {
        if (IncidentLine.tells(event)) {
            IncidentLine known = byId.get(event.getIncident());
            byId.put(event.getIncident(), known == null ? IncidentLine.of(event) : known.then(event));
        }
    }

    /** Newest first. */
    public List<IncidentLine> lines() {
        return byId.values().stream().sorted(Comparator.comparing(IncidentLine::openedAt).reversed()
                .thenComparing(IncidentLine::incident)).toList();
    }

    /** Reads the whole topic. */
    public static Incidents read(KafkaSettings kafka, SchemaRegistry registry, Topic topic) {
        var incidents = new Incidents();
        try (var deserializer = new AvroDeserializer<>(FramedAvro.of(registry, IncidentEvent.class))) {
            WholeTopic.read(kafka, topic.name(), record -> {
                IncidentEvent event = deserializer.deserialize(topic.name(), record.value());
                if (event != null) {
                    incidents.add(event);
                }
            });
        }
        return incidents;
    }
}
