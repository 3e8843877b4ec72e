package dev.tocsin.escalation.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;

/**
 * One transition of an incident, with the whole trace of what led to it.
 *
 * @param ruleVersion hash of the compiled rule
 * @param tier the incident's tier after the transition, before any cap
 * @param at event time of the transition
 * @param reason why, a named reason in a few words
 * @param score of the window behind the transition, NaN where none was
 * @param topMetrics at most five, largest share first
 * @param behind how far behind the input Tocsin was when it evaluated this
 */
public record IncidentEvent(IncidentId incident, String rule, String ruleVersion, ServiceId service,
        Transition transition, Tier tier, Instant at, Instant openedAt, List<MatchedStep> steps,
        OrderConfidence orderConfidence, String reason, double score, List<NamedReading> topMetrics,
        List<Hypothesis> hypotheses, Duration behind) {

    public IncidentEvent {
        steps = List.copyOf(steps);
        topMetrics = List.copyOf(topMetrics);
        hypotheses = List.copyOf(hypotheses);
    }

    /** With who may have caused it. */
    public IncidentEvent with(List<Hypothesis> named) {
        return new IncidentEvent(incident, rule, ruleVersion, service, transition, tier, at, openedAt, steps,
                orderConfidence, reason, score, topMetrics, named, behind);
    }
}
