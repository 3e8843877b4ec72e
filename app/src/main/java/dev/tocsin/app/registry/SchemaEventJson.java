package dev.tocsin.app.registry;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.app.registry.SchemaEvent.LevelSet;
import dev.tocsin.app.registry.SchemaEvent.Registered;

/**
 * Events as keys and values of a compacted topic, in the form of Confluent's own {@code _schemas} topic, so that schemas
 * can be carried from here to there.
 */
final class SchemaEventJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaEventJson() {}

    static String key(SchemaEvent event) {
        ObjectNode key = JSON.createObjectNode();
        ObjectNode filled = switch (event) {
            case Registered registered -> key.put("keytype", "SCHEMA")
                    .put("subject", registered.subject())
                    .put("version", registered.version())
                    .put("magic", 1);
            case LevelSet set -> key.put("keytype", "CONFIG").put("subject", set.subject()).put("magic", 0);
        };
        return filled.toString();
    }

    static String value(SchemaEvent event) {
        ObjectNode value = JSON.createObjectNode();
        ObjectNode filled = switch (event) {
            case Registered registered -> value.put("subject", registered.subject())
                    .put("version", registered.version())
                    .put("id", registered.id())
                    .put("schema", registered.schema())
                    .put("deleted", false);
            case LevelSet set -> value.put("compatibilityLevel", set.level().name());
        };
        return filled.toString();
    }

    /**
     * The event, or empty where it is of a kind that Confluent's registry has and this one doesn't.
     *
     * @throws IllegalArgumentException if it is none of either
     */
    static Optional<SchemaEvent> read(@Nullable String key, @Nullable String value) {
        if (key == null || value == null) {
            return Optional.empty();
        }
        JsonNode identity = parsed(key);
        JsonNode content = parsed(value);
        JsonNode subject = identity.path("subject");
        return switch (identity.path("keytype").asText()) {
            case "SCHEMA" -> Optional.of(new Registered(subject.asText(), identity.path("version").asInt(),
                    content.path("id").asInt(), content.path("schema").asText()));
            case "CONFIG" -> Optional.of(new LevelSet(subject.isTextual() ? subject.asText() : null,
                    CompatibilityLevel.valueOf(content.path("compatibilityLevel").asText())));
            default -> Optional.empty();
        };
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException torn) {
            throw new IllegalArgumentException("The log of the embedded Schema Registry has a record that isn't JSON",
                    torn);
        }
    }
}
