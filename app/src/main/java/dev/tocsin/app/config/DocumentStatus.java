package dev.tocsin.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.config.Problem;

/**
 * A record of the status topic.
 *
 * @param key {@code kind/namespace/name}
 * @param json the record's value
 */
record DocumentStatus(String key, JsonNode json) {

    String kind() {
        return json.path("kind").asText("");
    }

    String namespace() {
        return json.path("namespace").asText("");
    }

    String name() {
        return json.path("name").asText("");
    }

    /** {@code accepted}, {@code pending} or {@code rejected}. */
    String status() {
        return json.path("status").asText("unknown");
    }

    long version() {
        return json.path("version").asLong();
    }

    /** Version of the document in force, empty for none. */
    Optional<Long> inForceVersion() {
        return Optional.of(json.path("in_force")).filter(JsonNode::isObject).map(node -> node.path("version").asLong());
    }

    /** The document in force, empty for none. */
    Optional<JsonNode> inForce() {
        return Optional.of(json.path("in_force").path("document")).filter(JsonNode::isObject);
    }

    /** What people last said that isn't wrong: the document that waits or, where none does, the one in force. */
    Optional<JsonNode> newest() {
        return Optional.of(json.path("waiting").path("document")).filter(JsonNode::isObject).or(this::inForce);
    }

    String at() {
        return json.path("at").asText("");
    }

    @Nullable
    String note() {
        return json.path("note").textValue();
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        json.path("problems").forEach(problem -> problems.add(
                new Problem(problem.path("path").asText(""), problem.path("reason").asText("unsaid"))));
        return problems;
    }

    boolean accepted() {
        return status().equals("accepted");
    }

    boolean rejected() {
        return status().equals("rejected");
    }

    /** Whether submitting this document again would change nothing. */
    boolean holds(JsonNode document) {
        return !rejected() && newest().filter(document::equals).isPresent();
    }
}
