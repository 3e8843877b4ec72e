package dev.tocsin.topology.clock;

import java.util.Set;

/** Told on a stream thread that it is about to give tasks away, while it can still write for them. */
@FunctionalInterface
public interface Revocations {

    /** Nobody wants to know. */
    Revocations UNHEARD = (partitions, revocation) -> revocation.run();

    /**
     * Must run the revocation, in which Kafka Streams commits the tasks for the last time.
     *
     * @param partitions of the input topics that go
     */
    void during(Set<Integer> partitions, Runnable revocation);
}
