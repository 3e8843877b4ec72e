package dev.tocsin.app.registry;

import org.jspecify.annotations.Nullable;

/** One thing the registry has agreed to; all of them in order are its state. */
sealed interface SchemaEvent {

    /** A schema became a version of a subject. */
    record Registered(String subject, int version, int id, String schema) implements SchemaEvent {
        public Registered {
            if (version < 1 || id < 1) {
                throw new IllegalArgumentException(
                        "version " + version + " of " + subject + " with id " + id + ": both count from 1");
            }
        }
    }

    /** A level was set: of one subject, or of all that have none of their own. */
    record LevelSet(@Nullable String subject, CompatibilityLevel level) implements SchemaEvent {}
}
