package dev.tocsin.escalation.automaton;

import java.time.Duration;

/**
 * When a compiled rule's incident ends: {@code when} has held for {@code hold}, or nothing spoke for it for long.
 *
 * @param flapLimit how often it says that it clears and burns again
 */
public record Ending(Probe when, Duration hold, Duration timeout, int flapLimit) {}
