package dev.tocsin.schemas.serde;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.subject.SubjectNaming;
import dev.tocsin.schemas.topic.Topic;

/** The schemas this build writes with. */
public final class OwnSchemas {

    private OwnSchemas() {}

    /**
     * Makes sure the registry has the schema of every record of the topics, and that a client with caches has them too:
     * afterwards own records are written and read without it. To be called before anything is ready.
     *
     * @return the id by subject, in the order of the topics
     * @throws RegistryException for the first that can't be had
     */
    public static Map<String, Integer> registerAll(SchemaRegistry registry, SerdeSettings settings,
            List<Topic> topics) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        bySubject(settings, topics).forEach((subject, schema) -> ids.put(subject,
                id(registry, settings, subject, schema)));
        return ids;
    }

    /** The schema of every record of the topics, by its subject, in the order of the topics. */
    public static Map<String, Schema> bySubject(SerdeSettings settings, List<Topic> topics) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        for (Topic topic : topics) {
            SubjectNaming naming = topic.naming(settings.values());
            for (Class<? extends SpecificRecord> type : topic.records()) {
                Schema schema = WireSchema.of(type);
                schemas.put(naming.subject(topic.name(), false, schema.getFullName()), schema);
            }
        }
        return schemas;
    }

    static int id(SchemaRegistry registry, SerdeSettings settings, String subject, Schema schema) {
        return settings.register() ? registry.register(subject, schema) : registry.lookup(subject, schema).id();
    }
}
