package dev.tocsin.escalation.automaton;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A rule that has matched and may not match yet again.
 *
 * @param until from this event time on it may, null where a calm window must come first
 */
public record Disarmed(String rule, @Nullable Instant until) {}
