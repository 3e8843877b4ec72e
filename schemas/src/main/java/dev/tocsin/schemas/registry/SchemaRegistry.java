package dev.tocsin.schemas.registry;

import java.util.List;

import org.apache.avro.Schema;

/**
 * A Schema Registry. Safe for use by many threads.
 *
 * <p>Every method throws {@link RegistryException}, whose {@link RegistryException#failure()} names what went wrong.
 */
public interface SchemaRegistry extends AutoCloseable {

    /** A client with caches, for the settings of Confluent's clients ({@link RegistrySettings#from}). */
    static SchemaRegistry connect(RegistrySettings settings) {
        return new CachedSchemaRegistry(new HttpSchemaRegistry(settings));
    }

    /** A client that asks anew each time. */
    static SchemaRegistry connectUncached(RegistrySettings settings) {
        return new HttpSchemaRegistry(settings);
    }

    /** Makes the schema a version of the subject, unless it already is one; returns its id. */
    int register(String subject, Schema schema);

    /** The version of the subject that is exactly this schema; fails as not found where there is none. */
    RegisteredSchema lookup(String subject, Schema schema);

    /** The schema of an id. */
    Schema schema(int id);

    /** The newest version of a subject. */
    RegisteredSchema latest(String subject);

    /** One version of a subject, counted from 1. */
    RegisteredSchema version(String subject, int version);

    /** The versions a subject has, rising. */
    List<Integer> versions(String subject);

    /** All subjects. */
    List<String> subjects();

    /** Whether the schema may become the subject's next version; a subject that doesn't exist yet accepts any. */
    Compatibility check(String subject, Schema schema);

    @Override
    void close();
}
