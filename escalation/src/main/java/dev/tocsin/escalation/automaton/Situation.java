package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;

/**
 * The circumstances of an evaluation.
 *
 * @param effectiveTime newest sample time plus quiet wall time; what timers run on
 * @param behind how far behind the input the evaluation is
 */
public record Situation(Instant effectiveTime, Duration behind) {}
