package dev.tocsin.topology.config;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.topology.config.spec.Content;
import dev.tocsin.topology.config.spec.ContentReader;

/** A standing as the JSON of a status record. */
public final class StandingJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final DocumentReader reader;

    StandingJson(DocumentReader reader) {
        this.reader = reader;
    }

    /** A status record that this version can't read. */
    public static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    static byte[] write(Standing standing) {
        ObjectNode json = MAPPER.createObjectNode();
        String[] parts = standing.key().split("/", 3);
        json.put("kind", parts.length == 3 ? parts[0] : "");
        json.put("namespace", parts.length == 3 ? parts[1] : "");
        json.put("name", parts.length == 3 ? parts[2] : standing.key());
        json.put("status", standing.state().spelling());
        json.put("version", standing.version());
        ArrayNode problems = json.putArray("problems");
        standing.problems().forEach(
                problem -> problems.addObject().put("path", problem.path()).put("reason", problem.reason()));
        if (standing.note() != null) {
            json.put("note", standing.note());
        }
        json.put("at", standing.at().toString());
        if (standing.waiting() != null) {
            json.set("waiting", edition(standing.waiting()));
        }
        json.set("in_force", standing.inForce() == null ? null : edition(standing.inForce()));
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("status of " + standing.key() + " isn't expressible as JSON", e);
        }
    }

    /** @throws UnreadableException if it isn't one, or a document in it isn't right for this version */
    Standing read(String key, byte[] status) throws UnreadableException {
        JsonNode json = tree(key, status);
        List<Problem> problems = new ArrayList<>();
        json.path("problems").forEach(
                problem -> problems.add(new Problem(problem.path("path").asText(""),
                        problem.path("reason").asText("unsaid"))));
        try {
            return new Standing(key, Standing.State.valueOf(json.path("status").asText("").toUpperCase(Locale.ROOT)),
                    json.path("version").asLong(), Instant.parse(json.path("at").asText("")), problems,
                    json.path("note").textValue(), edition(key, json.path("waiting")),
                    edition(key, json.path("in_force")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableException("status of " + key + ": " + e.getMessage(), e);
        }
    }

    /** Only what is in force of a status, null for nothing. */
    Standing.@Nullable Edition inForce(String key, byte[] status) throws UnreadableException {
        return edition(key, tree(key, status).path("in_force"));
    }

    private static JsonNode tree(String key, byte[] status) throws UnreadableException {
        try {
            return MAPPER.readTree(status);
        } catch (IOException e) {
            throw new UnreadableException("status of " + key + " isn't JSON", e);
        }
    }

    private static ObjectNode edition(Standing.Edition edition) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("version", edition.version());
        json.put("at", edition.at().toString());
        json.set("document", edition.document().tree());
        return json;
    }

    private Standing.@Nullable Edition edition(String key, JsonNode json) throws UnreadableException {
        if (!json.isObject()) {
            return null;
        }
        long version = json.path("version").asLong();
        try {
            Instant at = Instant.parse(json.path("at").asText(""));
            Document document = sound(key, reader.check(json.path("document")));
            Content content = sound(key, ContentReader.read(document, version, at));
            return new Standing.Edition(document, version, at, content);
        } catch (DateTimeException e) {
            throw new UnreadableException("status of " + key + ": " + e.getMessage(), e);
        }
    }

    private static <T> T sound(String key, Checked<T> checked) throws UnreadableException {
        return switch (checked) {
            case Checked.Sound<T>(T value) -> value;
            case Checked.Faulty<T>(List<Problem> problems) -> throw new UnreadableException(
                    "document " + key + " isn't right for this version: " + problems, null);
        };
    }
}
