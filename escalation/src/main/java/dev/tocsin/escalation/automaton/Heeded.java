package dev.tocsin.escalation.automaton;

import dev.tocsin.escalation.feedback.Reception;

/** What follows from what a person said, and why. */
public record Heeded(Outcome outcome, Reception reception) {}
