package dev.tocsin.escalation.incident;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;

/** A ranked guess at the cause, with evidence for and against. */
public record Hypothesis(ServiceId service, @Nullable String metric, double score, List<String> evidence,
        List<String> against) {

    public Hypothesis {
        evidence = List.copyOf(evidence);
        against = List.copyOf(against);
    }
}
