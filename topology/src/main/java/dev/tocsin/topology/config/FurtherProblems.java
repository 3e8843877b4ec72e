package dev.tocsin.topology.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.topology.config.spec.Content;
import dev.tocsin.topology.config.spec.ContentReader;

/**
 * What is wrong with values that are well-formed, in a document whose structure is wrong elsewhere: a time zone that there
 * isn't, beside a misspelt field. So that people hear of everything at once.
 */
final class FurtherProblems {

    private FurtherProblems() {}

    /** @param known those of the structure: what they speak of isn't read */
    static List<Problem> of(JsonNode document, List<Problem> known) {
        JsonNode rest = document.deepCopy();
        known.forEach(problem -> remove(rest, JsonPointer.compile(problem.path())));
        Optional<DocumentKey> key = DocumentReader.keyOf(rest)
                .or(() -> DocumentKey.parse(rest.path("kind").asText("") + "/" + DocumentKey.ALL + "/unnamed"));
        if (key.isEmpty() || !rest.path("spec").isObject()) {
            return List.of();
        }
        return read(new Document(key.get(), rest)).stream()
                .filter(problem -> rest.at(problem.path()).isValueNode()).toList();
    }

    /** Takes a value out, the list it stands in as a whole. What lacks something stays: the rest of it is read. */
    private static void remove(JsonNode document, JsonPointer path) {
        if (document.at(path).isObject()) {
            return;
        }
        JsonPointer at = path;
        while (!at.matches()) {
            JsonPointer parent = at.head();
            if (document.at(parent) instanceof ObjectNode object) {
                object.remove(at.last().getMatchingProperty());
                return;
            }
            at = parent;
        }
    }

    private static List<Problem> read(Document rest) {
        try {
            return ContentReader.read(rest, 0, Instant.EPOCH) instanceof Checked.Faulty<Content>(List<Problem> problems)
                    ? problems
                    : List.of();
        } catch (RuntimeException incomplete) {
            return List.of(); // a reader may rely on what the structure promises, and this one doesn't keep it
        }
    }
}
