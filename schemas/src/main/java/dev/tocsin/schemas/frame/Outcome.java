package dev.tocsin.schemas.frame;

import dev.tocsin.schemas.registry.RegistryFailure;

/**
 * What came of reading bytes as framed Avro.
 *
 * @param <T> the record
 */
public sealed interface Outcome<T> {

    /** Its name in metrics, logs and the headers of dead letters. */
    String reason();

    /** It was read. */
    record Decoded<T>(T record) implements Outcome<T> {
        @Override
        public String reason() {
            return "decoded";
        }
    }

    /** An outcome without a record. */
    sealed interface Failed<T> extends Outcome<T> {

        /** What happened, for a person. */
        String cause();
    }

    /** Null, empty, or not begun with the zero byte: not in this format at all. */
    record NotFramed<T>(String cause) implements Failed<T> {
        @Override
        public String reason() {
            return "not_framed";
        }
    }

    /** The bytes aren't what the schema says: cut short, too long, or impossible values. */
    record Torn<T>(String cause) implements Failed<T> {
        @Override
        public String reason() {
            return "torn";
        }
    }

    /** The registry says for certain that it has no such schema (404). Another read asks again after some seconds. */
    record UnknownSchema<T>(int id) implements Failed<T> {
        @Override
        public String reason() {
            return "unknown_schema";
        }

        @Override
        public String cause() {
            return "the Schema Registry has no schema with id " + id;
        }
    }

    /** The schema exists, but a record written with it can't be read as the one that is expected here. */
    record Mismatched<T>(int id, String cause) implements Failed<T> {
        @Override
        public String reason() {
            return "mismatched";
        }
    }

    /**
     * Whether there is such a schema couldn't be found out: the registry is unreachable or refuses to say. Says nothing
     * against the bytes, so the record must be kept and read again; nothing of this is remembered.
     */
    record RegistryUnreachable<T>(int id, RegistryFailure failure) implements Failed<T> {
        @Override
        public String reason() {
            return "registry_" + failure.reason();
        }

        @Override
        public String cause() {
            return "schema " + id + " is unknown here and couldn't be asked for: " + failure.message();
        }
    }
}
