package dev.tocsin.escalation.suppression;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * The configuration document something comes from.
 *
 * @param namespace the one it is confined to, {@code *} for all
 */
public record Document(String kind, String namespace, String name, String version) {

    /** The namespace of a document that concerns all. */
    public static final String ALL = "*";

    public Document {
        if (kind.isBlank() || namespace.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "document '" + kind + "/" + namespace + "/" + name + "' has a blank part");
        }
    }

    public boolean concerns(ServiceId service) {
        return namespace.equals(ALL) || namespace.equals(service.namespace());
    }

    /** Whether both are versions of one document. */
    public boolean sameAs(Document other) {
        return kind.equals(other.kind) && namespace.equals(other.namespace) && name.equals(other.name);
    }

    /** What a person calls it: its name, with the namespace where it is confined to one. */
    public String title() {
        return namespace.equals(ALL) ? name : namespace + "/" + name;
    }

    /** {@code kind/namespace/name@version}. */
    @Override
    public String toString() {
        return kind + "/" + namespace + "/" + name + "@" + version;
    }
}
