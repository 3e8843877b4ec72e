package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;

/**
 * The circumstances of an evaluation.
 *
 * @param effectiveTime newest sample time plus quiet wall time; what timers run on
 * @param behind how far behind the input the evaluation is
 * @param deaf whether telemetry as a whole has stopped: absences hold until it is back
 * @param heardUntil event time before which all that other services had to tell has been heard, or isn't waited for
 */
public record Situation(Instant effectiveTime, Duration behind, boolean deaf, Instant heardUntil) {

    /** Of one who waits for nobody. */
    public Situation(Instant effectiveTime, Duration behind, boolean deaf) {
        this(effectiveTime, behind, deaf, Instant.MAX);
    }

    public Situation(Instant effectiveTime, Duration behind) {
        this(effectiveTime, behind, false);
    }
}
