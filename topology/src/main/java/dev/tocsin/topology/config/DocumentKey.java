package dev.tocsin.topology.config;

import java.util.Comparator;
import java.util.Optional;

/**
 * Which document: its kind, namespace and name, written {@code kind/namespace/name} as the key of both config topics.
 *
 * @param namespace the document's boundary, {@value #ALL} for one that holds in all of them
 */
public record DocumentKey(Kind kind, String namespace, String name) implements Comparable<DocumentKey> {

    /** The namespace of a document that names none: it holds in all of them. */
    public static final String ALL = "*";

    private static final Comparator<DocumentKey> ORDER = Comparator.comparing(DocumentKey::kind)
            .thenComparing(DocumentKey::namespace)
            .thenComparing(DocumentKey::name);

    public DocumentKey {
        if (namespace.isBlank() || namespace.indexOf('/') >= 0) {
            throw new IllegalArgumentException("namespace '" + namespace + "' is blank or has a slash");
        }
        if (name.isBlank() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("name '" + name + "' is blank or has a slash");
        }
    }

    /** The key a record carries, empty where it isn't one. */
    public static Optional<DocumentKey> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3 || parts[1].isBlank() || parts[2].isBlank()) {
            return Optional.empty();
        }
        return Kind.of(parts[0]).map(kind -> new DocumentKey(kind, parts[1], parts[2]));
    }

    /** Whether the document holds in every namespace. */
    public boolean everywhere() {
        return namespace.equals(ALL);
    }

    @Override
    public int compareTo(DocumentKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind.spelling() + "/" + namespace + "/" + name;
    }
}
