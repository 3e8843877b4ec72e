package dev.tocsin.notifiers.outbox;

import java.time.Duration;

import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.schemas.v1.Outcome;
import dev.tocsin.schemas.v1.Tier;

/** What a delivery counts and measures. Called from one thread per receiver. */
public interface DeliveryMetrics {

    /** Counts nothing. */
    DeliveryMetrics NONE = new DeliveryMetrics() {
        @Override
        public void outcome(String receiver, Outcome outcome, Reason reason) {
            // nobody looks
        }

        @Override
        public void call(String receiver, Duration took) {
            // nobody looks
        }

        @Override
        public void delivered(String receiver, Tier tier, Duration waited) {
            // nobody looks
        }

        @Override
        public void pending(String receiver, int incidents) {
            // nobody looks
        }
    };

    /** Counts every outcome, also every failed attempt. */
    void outcome(String receiver, Outcome outcome, Reason reason);

    /** How long one call took, whatever came of it. */
    void call(String receiver, Duration took);

    /** How long a delivered notification waited here, from being read from the outbox. */
    void delivered(String receiver, Tier tier, Duration waited);

    /** How many incidents have something that waits; set anew all the time. */
    void pending(String receiver, int incidents);
}
