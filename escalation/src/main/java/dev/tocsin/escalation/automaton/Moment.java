package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.signal.Truth;
import dev.tocsin.escalation.verdict.Occurrence;

/**
 * One occurrence under evaluation.
 *
 * @param at its event time in whole milliseconds, as it is stored
 */
record Moment(Occurrence occurrence, Instant at, Truth truth) {

    static Moment of(Occurrence occurrence, Truth truth) {
        return new Moment(occurrence, occurrence.time().truncatedTo(ChronoUnit.MILLIS), truth);
    }

    ServiceId service() {
        return occurrence.service();
    }
}
