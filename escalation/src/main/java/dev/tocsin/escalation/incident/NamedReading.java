package dev.tocsin.escalation.incident;

import dev.tocsin.escalation.verdict.Reading;

/** A metric's reading with its name; lists of it are ordered by share, largest first. */
public record NamedReading(String metric, Reading reading) {}
