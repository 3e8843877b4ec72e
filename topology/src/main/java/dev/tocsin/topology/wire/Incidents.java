package dev.tocsin.topology.wire;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;

/** Incident events on the wire and back. */
public final class Incidents {

    private Incidents() {}

    /** The record of an event. */
    public static dev.tocsin.schemas.v1.IncidentEvent toRecord(IncidentEvent event) {
        return dev.tocsin.schemas.v1.IncidentEvent.newBuilder()
                .setIncident(event.incident().value()).setRule(event.rule()).setRuleVersion(event.ruleVersion())
                .setNamespace(event.service().namespace()).setService(event.service().service())
                .setTransition(dev.tocsin.schemas.v1.Transition.valueOf(Verdicts.lower(event.transition())))
                .setTier(tier(event.tier())).setAt(event.at()).setOpenedAt(event.openedAt())
                .setSteps(event.steps().stream().map(Incidents::toRecord).toList())
                .setOrderConfidence(order(event.orderConfidence())).setReason(event.reason())
                .setScore(Verdicts.finite(event.score()))
                .setTopMetrics(event.topMetrics().stream().map(Incidents::toRecord).toList())
                .setHypotheses(event.hypotheses().stream().map(Incidents::toRecord).toList())
                .setBehindMillis(event.behind().toMillis()).build();
    }

    /** The event of a record. */
    public static IncidentEvent fromRecord(dev.tocsin.schemas.v1.IncidentEvent record) {
        return new IncidentEvent(new IncidentId(record.getIncident()), record.getRule(), record.getRuleVersion(),
                new ServiceId(record.getNamespace(), record.getService()),
                Transition.valueOf(Verdicts.upper(record.getTransition())),
                Tier.valueOf(Verdicts.upper(record.getTier())), record.getAt(), record.getOpenedAt(),
                record.getSteps().stream().map(Incidents::fromRecord).toList(),
                OrderConfidence.valueOf(Verdicts.upper(record.getOrderConfidence())), record.getReason(),
                number(record.getScore()), record.getTopMetrics().stream().map(Incidents::fromRecord).toList(),
                record.getHypotheses().stream().map(Incidents::fromRecord).toList(),
                Duration.ofMillis(record.getBehindMillis()));
    }

    static dev.tocsin.schemas.v1.Tier tier(Tier tier) {
        return dev.tocsin.schemas.v1.Tier.valueOf(Verdicts.lower(tier));
    }

    static dev.tocsin.schemas.v1.OrderConfidence order(OrderConfidence confidence) {
        return dev.tocsin.schemas.v1.OrderConfidence.valueOf(Verdicts.lower(confidence));
    }

    static dev.tocsin.schemas.v1.MatchedStep toRecord(MatchedStep step) {
        return dev.tocsin.schemas.v1.MatchedStep.newBuilder().setSignal(step.signal())
                .setNamespace(step.service().namespace()).setService(step.service().service()).setAt(step.at())
                .setTier(tier(step.tier())).setMetric(step.metric()).setObserved(Verdicts.finite(step.observed()))
                .setExpected(Verdicts.finite(step.expected())).setScore(Verdicts.finite(step.score()))
                .setHopMillis(millis(step.hop())).setSlackMillis(millis(step.slack())).build();
    }

    static dev.tocsin.schemas.v1.NamedReading toRecord(NamedReading named) {
        return new dev.tocsin.schemas.v1.NamedReading(named.metric(), Verdicts.toRecord(named.reading()));
    }

    static dev.tocsin.schemas.v1.Hypothesis toRecord(Hypothesis guess) {
        return dev.tocsin.schemas.v1.Hypothesis.newBuilder().setNamespace(guess.service().namespace())
                .setService(guess.service().service()).setMetric(guess.metric()).setScore(guess.score())
                .setEvidence(List.copyOf(guess.evidence())).setAgainst(List.copyOf(guess.against())).build();
    }

    private static MatchedStep fromRecord(dev.tocsin.schemas.v1.MatchedStep step) {
        return new MatchedStep(step.getSignal(), new ServiceId(step.getNamespace(), step.getService()), step.getAt(),
                Tier.valueOf(Verdicts.upper(step.getTier())), step.getMetric(), number(step.getObserved()),
                number(step.getExpected()), number(step.getScore()), duration(step.getHopMillis()),
                duration(step.getSlackMillis()));
    }

    private static NamedReading fromRecord(dev.tocsin.schemas.v1.NamedReading named) {
        return new NamedReading(named.getMetric(), Verdicts.fromRecord(named.getReading()));
    }

    private static Hypothesis fromRecord(dev.tocsin.schemas.v1.Hypothesis guess) {
        return new Hypothesis(new ServiceId(guess.getNamespace(), guess.getService()), guess.getMetric(),
                guess.getScore(), guess.getEvidence(), guess.getAgainst());
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
