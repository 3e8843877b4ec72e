package dev.tocsin.escalation.switchboard.stored;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Reading;

/** The part of a row that is an incident's transition. */
final class StoredEvent {

    private StoredEvent() {}

    static void write(RowWriter row, IncidentEvent event) {
        row.text(event.incident().value());
        row.text(event.rule());
        row.text(event.ruleVersion());
        write(row, event.service());
        row.constant(event.transition());
        row.constant(event.tier());
        row.instant(event.at());
        row.instant(event.openedAt());
        row.all(event.steps(), step -> write(row, step));
        row.constant(event.orderConfidence());
        row.text(event.reason());
        row.real(event.score());
        row.all(event.topMetrics(), top -> write(row, top));
        row.all(event.hypotheses(), hypothesis -> write(row, hypothesis));
        row.duration(event.behind());
    }

    static IncidentEvent read(RowReader row) {
        return new IncidentEvent(new IncidentId(row.text()), row.text(), row.text(), service(row),
                row.constant(Transition.class), row.constant(Tier.class), row.instant(), row.instant(),
                row.all(() -> step(row)), row.constant(OrderConfidence.class), row.text(), row.real(),
                row.all(() -> top(row)), row.all(() -> hypothesis(row)), row.duration());
    }

    static void write(RowWriter row, ServiceId service) {
        row.text(service.namespace());
        row.text(service.service());
    }

    static ServiceId service(RowReader row) {
        return new ServiceId(row.text(), row.text());
    }

    private static void write(RowWriter row, MatchedStep step) {
        row.text(step.signal());
        write(row, step.service());
        row.instant(step.at());
        row.constant(step.tier());
        row.maybe(step.metric(), row::text);
        row.real(step.observed());
        row.real(step.expected());
        row.real(step.score());
        row.maybe(step.hop(), row::duration);
        row.maybe(step.slack(), row::duration);
    }

    private static MatchedStep step(RowReader row) {
        return new MatchedStep(row.text(), service(row), row.instant(), row.constant(Tier.class), row.maybe(row::text),
                row.real(), row.real(), row.real(), row.maybe(row::duration), row.maybe(row::duration));
    }

    private static void write(RowWriter row, NamedReading top) {
        Reading reading = top.reading();
        row.text(top.metric());
        row.real(reading.observed());
        row.real(reading.expected());
        row.real(reading.deviation());
        row.constant(reading.direction());
        row.real(reading.share());
        row.constant(reading.level());
    }

    private static NamedReading top(RowReader row) {
        return new NamedReading(row.text(), new Reading(row.real(), row.real(), row.real(),
                row.constant(Direction.class), row.real(), row.constant(Level.class)));
    }

    private static void write(RowWriter row, Hypothesis hypothesis) {
        write(row, hypothesis.service());
        row.maybe(hypothesis.metric(), row::text);
        row.real(hypothesis.score());
        row.all(hypothesis.evidence(), row::text);
        row.all(hypothesis.against(), row::text);
    }

    private static Hypothesis hypothesis(RowReader row) {
        return new Hypothesis(service(row), row.maybe(row::text), row.real(), row.all(row::text),
                row.all(row::text));
    }
}
