package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;

/**
 * The circumstances of an evaluation.
 *
 * @param effectiveTime newest sample time plus quiet wall time; what timers run on
 * @param behind how far behind the input the evaluation is
 * @param deaf whether telemetry as a whole has stopped: absences hold until it is back
 */
public record Situation(Instant effectiveTime, Duration behind, boolean deaf) {

    public Situation(Instant effectiveTime, Duration behind) {
        this(effectiveTime, behind, false);
    }

    Situation at(Instant other) {
        return new Situation(other, behind, deaf);
    }
}
