package dev.tocsin.app.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.config.DocumentKey;
import dev.tocsin.topology.config.DocumentReader;

/**
 * A document as it stands in a file, right or wrong.
 *
 * @param lines from JSON Pointer to the line, from 1, on which that value begins
 */
record FileDocument(Path file, JsonNode tree, Map<String, Integer> lines) {

    FileDocument {
        lines = Map.copyOf(lines);
    }

    /** Its key, empty where kind or name is missing. */
    Optional<DocumentKey> key() {
        return DocumentReader.keyOf(tree);
    }

    /** The JSON that goes to the config topic. */
    byte[] json() {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The line of a field or, where it isn't there, of what it would be in. */
    int line(String path) {
        String known = path;
        while (!known.isEmpty() && !lines.containsKey(known)) {
            known = known.substring(0, known.lastIndexOf('/'));
        }
        return lines.getOrDefault(known, 0);
    }
}
