package dev.tocsin.escalation.automaton;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * A signal that is true in another service.
 *
 * @param since event time it began, or was heard of where that was later
 */
public record Heard(ServiceId from, String signal, Instant since, @Nullable String metric, double observed,
        double expected, double score) {}
