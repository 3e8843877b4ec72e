package dev.tocsin.app.incidents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.Hypothesis;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.NamedReading;
import dev.tocsin.schemas.v1.Outcome;

/**
 * An incident told from its beginning: what happened and why, what was seen, what may be the cause, who was told.
 *
 * @param events of one incident, oldest first, at least one
 * @param deliveries its lines of the ledger, oldest first
 */
record Story(List<IncidentEvent> events, List<Delivery> deliveries) {

    Story {
        events = List.copyOf(events);
        deliveries = List.copyOf(deliveries);
    }

    List<String> lines() {
        IncidentEvent last = events.getLast();
        List<String> lines = new ArrayList<>();
        lines.add(last.getRule() + " of " + last.getNamespace() + "/" + last.getService() + ", "
                + last.getTransition() + ", tier " + last.getTier());
        lines.add("");
        lines.add("What happened:");
        events.forEach(event -> lines.add("  " + event.getAt() + "  " + event.getTransition() + " at " + event.getTier()
                + (event.getReason().isEmpty() ? "" : ": " + event.getReason())
                + (event.getBehindMillis() > 60_000
                        ? " (seen " + event.getBehindMillis() / 60_000 + " min late)"
                        : "")));
        section(lines, "Steps that came true:", richest().getSteps().stream().map(Story::step).toList());
        section(lines, "What stood out:", richest().getTopMetrics().stream().map(Story::metric).toList());
        section(lines, "What may be the cause:", last.getHypotheses().stream().map(Story::hypothesis).toList());
        section(lines, "Who was told:", told());
        return lines;
    }

    /** The transition with the longest trace: a resolve has less to say than what it resolves. */
    private IncidentEvent richest() {
        IncidentEvent richest = events.getFirst();
        for (IncidentEvent event : events) {
            if (event.getSteps().size() >= richest.getSteps().size() && !event.getTopMetrics().isEmpty()) {
                richest = event;
            }
        }
        return richest;
    }

    private List<String> told() {
        Map<String, Delivery> last = new LinkedHashMap<>();
        for (Delivery delivery : deliveries) {
            if (delivery.getOutcome() != Outcome.skipped) {
                last.put(delivery.getReceiver() + " #" + delivery.getSequence(), delivery);
            }
        }
        return last.entrySet().stream().map(entry -> entry.getValue().getAt() + "  " + entry.getKey() + " "
                + entry.getValue().getOutcome() + " (" + entry.getValue().getReason() + ")").toList();
    }

    private static void section(List<String> lines, String title, List<String> rows) {
        if (!rows.isEmpty()) {
            lines.add("");
            lines.add(title);
            rows.forEach(row -> lines.add("  " + row));
        }
    }

    static String step(MatchedStep step) {
        String values = step.getMetric() == null || step.getObserved() == null
                ? ""
                : ", " + step.getMetric() + " " + number(step.getObserved()) + (step.getExpected() == null
                        ? ""
                        : ", expected " + number(step.getExpected()));
        return step.getAt() + "  " + step.getSignal() + values;
    }

    private static String metric(NamedReading named) {
        var reading = named.getReading();
        return named.getMetric() + " " + number(reading.getObserved()) + ", expected " + number(reading.getExpected())
                + ", " + Math.round(reading.getShare() * 100) + " % of the score";
    }

    static String hypothesis(Hypothesis guess) {
        return guess.getNamespace() + "/" + guess.getService()
                + (guess.getMetric() == null ? "" : " " + guess.getMetric())
                + (guess.getEvidence().isEmpty() ? "" : "; for it: " + String.join(", ", guess.getEvidence()))
                + (guess.getAgainst().isEmpty() ? "" : "; against it: " + String.join(", ", guess.getAgainst()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
