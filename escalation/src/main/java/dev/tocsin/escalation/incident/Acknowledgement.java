package dev.tocsin.escalation.incident;

import java.time.Instant;

/**
 * That somebody works on an incident.
 *
 * @param at event time
 * @param tier how loud the incident was; a louder one asks for another acknowledgement
 */
public record Acknowledgement(String by, Instant at, Tier tier) {}
