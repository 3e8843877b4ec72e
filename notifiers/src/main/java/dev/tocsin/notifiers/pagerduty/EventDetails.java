package dev.tocsin.notifiers.pagerduty;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.text.Cut;
import dev.tocsin.notifiers.text.Quantity;
import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.v1.Hypothesis;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.NamedReading;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.OrderConfidence;

/** A notification as PagerDuty's {@code custom_details}: most important first. */
final class EventDetails {

    static final String STEPS = "sequence";
    static final String METRICS = "top_metrics";
    static final String HYPOTHESES = "hypotheses";
    static final String LABELS = "labels";

    private static final int MAX_REASON = 4_000;
    private static final int MAX_VALUE = 1_024;

    private EventDetails() {}

    static ObjectNode of(Notification notification) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.put("state", notification.getTransition().name());
        details.put("since", notification.getOpenedAt().toString());
        text(details, "reason", notification.getReason(), MAX_REASON);
        text(details, "team", notification.getTeam(), MAX_VALUE);
        text(details, "runbook", notification.getRunbook(), MAX_VALUE);
        if (notification.getCappedBy() != null) {
            text(details, "capped_by", notification.getCappedBy(), MAX_VALUE);
            details.put("tier_without_the_cap", notification.getUncappedTier().name());
        }
        notification.getSteps().forEach(step -> details.withArray(STEPS).add(step(step)));
        if (notification.getOrderConfidence() == OrderConfidence.low) {
            details.put("order", "two steps fell into one window; their order is not certain");
        }
        notification.getTopMetrics().forEach(reading -> details.withArray(METRICS).add(metric(reading)));
        notification.getHypotheses().forEach(guess -> details.withArray(HYPOTHESES).add(hypothesis(guess)));
        text(details, "rule", notification.getRule(), MAX_VALUE);
        text(details, "incident", notification.getIncident(), MAX_VALUE);
        number(details, "score", notification.getScore());
        notification.getLines()
                .forEach(line -> details.withArray("lines").add(Cut.line(Words.line(line), MAX_VALUE)));
        notification.getLabels()
                .forEach((name, value) -> text(details.withObjectProperty(LABELS), Cut.line(name, MAX_VALUE), value,
                        MAX_VALUE));
        return details;
    }

    private static ObjectNode step(MatchedStep step) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("at", step.getAt().toString());
        text(node, "signal", step.getSignal(), MAX_VALUE);
        text(node, "service", Words.service(step.getNamespace(), step.getService()), MAX_VALUE);
        node.put("tier", step.getTier().name());
        text(node, "metric", step.getMetric(), MAX_VALUE);
        quantity(node, Quantity.of(step.getMetric(), step.getObserved(), step.getExpected()));
        return node;
    }

    private static ObjectNode metric(NamedReading named) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        text(node, "metric", named.getMetric(), MAX_VALUE);
        quantity(node, Quantity.of(named.getMetric(), named.getReading().getObserved(),
                named.getReading().getExpected()));
        node.put("direction", named.getReading().getDirection().name());
        number(node, "share", named.getReading().getShare());
        return node;
    }

    private static ObjectNode hypothesis(Hypothesis guess) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        text(node, "service", Words.service(guess.getNamespace(), guess.getService()), MAX_VALUE);
        text(node, "metric", guess.getMetric(), MAX_VALUE);
        number(node, "score", guess.getScore());
        ArrayNode evidence = node.putArray("for");
        guess.getEvidence().forEach(line -> evidence.add(Cut.line(line, MAX_VALUE)));
        ArrayNode against = node.putArray("against");
        guess.getAgainst().forEach(line -> against.add(Cut.line(line, MAX_VALUE)));
        return node;
    }

    private static void text(ObjectNode node, String name, @Nullable String value, int max) {
        if (value != null && !value.isBlank()) {
            node.put(name, Cut.text(value, max));
        }
    }

    private static void quantity(ObjectNode node, Quantity quantity) {
        text(node, "observed", quantity.observed(), MAX_VALUE);
        text(node, "expected", quantity.expected(), MAX_VALUE);
    }

    /** As a person reads it; JSON has no NaN: such a number is left out. */
    private static void number(ObjectNode node, String name, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            node.put(name, new BigDecimal(Quantity.number(value)));
        }
    }
}
