package dev.tocsin.topology.told;

import java.time.Instant;

import dev.tocsin.escalation.identity.ServiceId;

/** What a record says, or why it can't be used. */
public sealed interface Saying<V> {

    /**
     * Something of a service.
     *
     * @param label what it is counted as
     */
    record Of<V>(ServiceId service, String label, V value) implements Saying<V> {}

    /**
     * Something of no service, for whoever reads it.
     *
     * @param label what it is counted as
     */
    record ToAll<V>(String label, V value) implements Saying<V> {}

    /** Nothing that can be used: a named reason and its detail. */
    record Unusable<V>(String reason, String detail) implements Saying<V> {}

    /** How records of one kind are read. */
    @FunctionalInterface
    interface Reading<R, V> {

        /**
         * What a record says; how it names its service is checked by whoever asks.
         *
         * @param recorded the record's own time
         * @throws IllegalArgumentException if it names no service
         */
        Saying<V> of(R record, Instant recorded);
    }
}
