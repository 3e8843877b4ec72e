package dev.tocsin.notifiers.receiver;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** What became of one attempt to tell a receiver. No part of it ever holds a secret. */
public sealed interface Outcome {

    /** Why; metric label, log field and ledger text at once. */
    Reason reason();

    /** The receiver has it. */
    record Delivered(Reason reason, Told told) implements Outcome {}

    /**
     * The receiver doesn't have it, or may not have it; the same attempt may succeed later.
     *
     * @param detail what the receiver or the network said
     * @param retryAfter how long the receiver asked to be left alone; null if it didn't
     */
    record Retry(Reason reason, String detail, @Nullable Duration retryAfter) implements Outcome {

        public Retry {
            if (retryAfter != null && retryAfter.isNegative()) {
                throw new IllegalArgumentException("retryAfter of " + reason + " is negative: " + retryAfter);
            }
        }
    }

    /** The receiver will never take this message, whatever its shape. */
    record Rejected(Reason reason, String detail) implements Outcome {}

    /** There was nothing to tell. */
    record Skipped(Reason reason) implements Outcome {}
}
