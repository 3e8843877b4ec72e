package dev.tocsin.app.demo.inbox;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an endpoint answers.
 *
 * @param retryAfter seconds for the header; null for none
 */
record Reply(int status, JsonNode body, @Nullable Integer retryAfter) {

    static Reply of(int status, JsonNode body) {
        return new Reply(status, body, null);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
