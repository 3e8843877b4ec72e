package dev.tocsin.escalation.automaton;

import java.time.Duration;

/** When a compiled rule's incident ends: {@code when} has held for {@code hold}, or nothing spoke for it for long. */
public record Ending(Probe when, Duration hold, Duration timeout) {}
