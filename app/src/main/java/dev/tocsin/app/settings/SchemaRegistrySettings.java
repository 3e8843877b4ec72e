package dev.tocsin.app.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Schema Registry and how to speak to it.
 *
 * @param properties by the names of Confluent's clients, all with the prefix {@code schema.registry.}; may hold secrets
 */
public record SchemaRegistrySettings(Map<String, String> properties) {

    public static final SchemaRegistrySettings NONE = new SchemaRegistrySettings(Map.of());

    private static final String PREFIX = "schema.registry.";
    private static final String URL = PREFIX + "url";

    public SchemaRegistrySettings {
        properties = Map.copyOf(properties);
    }

    static SchemaRegistrySettings read(Node root) {
        Map<String, String> properties = new HashMap<>();
        root.child("schema.registry").properties().forEach((name, value) -> properties.put(PREFIX + name, value));
        return new SchemaRegistrySettings(properties);
    }

    /** The base URLs, comma separated; empty where nobody said. */
    public Optional<String> url() {
        return Optional.ofNullable(properties.get(URL));
    }

    /** By the bare names that serdes use: {@code auto.register.schemas}. */
    public Map<String, String> forSerdes() {
        Map<String, String> bare = new HashMap<>();
        properties.forEach((name, value) -> bare.put(name.substring(PREFIX.length()), value));
        return bare;
    }

    /** A registry without credentials at a URL: the embedded one. */
    public static SchemaRegistrySettings at(String url) {
        return new SchemaRegistrySettings(Map.of(URL, url));
    }

    @Override
    public String toString() {
        return "SchemaRegistrySettings" + Masking.shown(properties);
    }
}
