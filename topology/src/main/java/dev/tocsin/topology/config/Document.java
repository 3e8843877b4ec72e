package dev.tocsin.topology.config;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A configuration document whose structure is right for its kind.
 *
 * @param tree the whole document as it was written, never changed
 */
public record Document(DocumentKey key, JsonNode tree) {

    public Document {
        if (!tree.path("spec").isObject()) {
            throw new IllegalArgumentException("document " + key + " has no spec");
        }
    }

    public Kind kind() {
        return key.kind();
    }

    public String name() {
        return key.name();
    }

    public JsonNode spec() {
        return tree.path("spec");
    }
}
