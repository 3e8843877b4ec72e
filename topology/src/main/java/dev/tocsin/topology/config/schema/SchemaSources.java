package dev.tocsin.topology.config.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The schemas' own text, looked up by the locations a validator's findings name. */
final class SchemaSources {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DEFINITIONS = "#/$defs/";

    private final Map<String, JsonNode> byResource = new ConcurrentHashMap<>();

    /** What stands at {@code classpath:/folder/file#/pointer}. */
    JsonNode at(String location) {
        return resource(location).at(pointer(location));
    }

    /** The schema a keyword belongs to. */
    JsonNode parentOf(String location) {
        return resource(location).at(pointer(location).head());
    }

    /** The name of the shared definition whose own keyword this is, empty where it isn't one's. */
    String definition(String location) {
        int start = location.indexOf(DEFINITIONS);
        if (start < 0) {
            return "";
        }
        String[] parts = location.substring(start + DEFINITIONS.length()).split("/", -1);
        return parts.length == 2 ? parts[0] : "";
    }

    private static JsonPointer pointer(String location) {
        return JsonPointer.compile(location.substring(location.indexOf('#') + 1));
    }

    private JsonNode resource(String location) {
        String path = location.substring(location.indexOf('/'), location.indexOf('#'));
        return byResource.computeIfAbsent(path, SchemaSources::load);
    }

    private static JsonNode load(String path) {
        try (InputStream schema = SchemaSources.class.getResourceAsStream(path)) {
            return MAPPER.readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException("schema " + path + " can't be read", e);
        }
    }
}
