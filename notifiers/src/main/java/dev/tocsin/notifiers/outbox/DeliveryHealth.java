package dev.tocsin.notifiers.outbox;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a delivery stands.
 *
 * @param detail what is wrong, without secrets; empty when nothing is
 * @param partitions of the outbox that are ours
 * @param pending incidents with something that waits
 * @param oldest when the oldest of what waits was read; null if nothing waits
 * @param circuit of the receiver: closed, open or half_open
 * @param lastDelivered null before the first
 */
public record DeliveryHealth(String receiver, Phase phase, String detail, int partitions, int pending,
        @Nullable Instant oldest, String circuit, @Nullable Instant lastDelivered) {

    /** Where a delivery is in its life. */
    public enum Phase {
        /** Not reading yet. */
        STARTING,
        /** Reading the outbox. */
        RUNNING,
        /** Can't read the outbox; tries again by itself. */
        INTERRUPTED,
        /** Closed. */
        STOPPED
    }

    /** Reading, and the receiver answers. */
    public boolean healthy() {
        return phase == Phase.RUNNING && circuit.equals("closed") && detail.isEmpty();
    }
}
