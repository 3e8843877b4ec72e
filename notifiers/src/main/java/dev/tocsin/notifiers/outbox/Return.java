package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.util.Map;

import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * What an errand came back with.
 *
 * @param states what is now in the receiver-state topic, by lane; a delivered letter whose lane is missing here belongs to
 *        a partition that was lost meanwhile
 * @param took how long the call took
 */
record Return(Errand errand, Outcome outcome, Map<Lane, ReceiverState> states, Duration took) {

    Return {
        states = Map.copyOf(states);
    }
}
