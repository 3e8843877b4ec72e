package dev.tocsin.topology.clock;

import java.util.OptionalLong;

/** How many records wait in a partition of the input that the calling stream thread reads. */
@FunctionalInterface
public interface InputLag {

    /** Always caught up: for a driver that feeds record by record. */
    InputLag NONE = (topic, partition) -> OptionalLong.of(0);

    /** The records that wait, or empty while that isn't known yet (just assigned). */
    OptionalLong recordsWaiting(String topic, int partition);
}
