package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.switchboard.stored.StoredBoard;
import dev.tocsin.escalation.switchboard.stored.StoredLine;

/** A switchboard with its rows, as a processor would keep them: stored bytes only, between any two calls. */
final class Desk {

    static final Instant T0 = Instant.parse("2026-11-27T10:00:00Z");

    static final ServiceId CHECKOUT = new ServiceId("prod-eu", "checkout");

    static final Routing ROUTING = Routing.of(
            Map.of("pd", ReceiverType.PAGERDUTY, "slack", ReceiverType.SLACK, "digest", ReceiverType.DIGEST));

    Tuning tuning = Tuning.of(ROUTING);

    private byte[] board = StoredBoard.write(Board.EMPTY);

    private final TreeMap<String, byte[]> rows = new TreeMap<>();

    final List<Notification> sent = new ArrayList<>();

    final List<Outcome> outcomes = new ArrayList<>();

    final List<IncidentEvent> raised = new ArrayList<>();

    /** Tells a transition of the task 0, which isn't behind, at the event's time. */
    List<Notification> tell(IncidentEvent event) {
        return tell(event, new TaskTime(0, event.at(), event.behind(), 0, 0));
    }

    List<Notification> tell(IncidentEvent event, TaskTime time) {
        byte[] row = rows.get(Line.key(event.service(), event.incident()));
        TreeMap<String, Line> open = new TreeMap<>();
        rows.forEach((key, stored) -> open.put(key, StoredLine.read(stored)));
        List<Line> others = Switchboard.beside(open, event);
        return keep(Switchboard.tell(board(), row == null ? null : StoredLine.read(row), others, time, event, tuning));
    }

    /** Lets the time of task 0, which isn't behind, come to an instant. */
    List<Notification> pass(Instant now) {
        return pass(new TaskTime(0, now, Duration.ZERO, 0, 0));
    }

    List<Notification> pass(TaskTime time) {
        return keep(Switchboard.pass(board(), lines(), time, tuning));
    }

    private List<Notification> keep(Told told) {
        board = StoredBoard.write(told.board());
        told.changed().forEach(line -> rows.put(line.key(), StoredLine.write(line)));
        told.removed().forEach(line -> rows.remove(line.key()));
        sent.addAll(told.notifications());
        outcomes.addAll(told.outcomes());
        raised.addAll(told.raised());
        return told.notifications();
    }

    Board board() {
        return StoredBoard.read(board);
    }

    List<Line> lines() {
        return rows.values().stream().map(StoredLine::read).toList();
    }

    /** {@code sequence action tier receivers} of each, for a test to read. */
    static List<String> said(List<Notification> notifications) {
        return notifications.stream()
                .map(told -> told.sequence() + " " + told.action().name().toLowerCase() + " "
                        + told.tier().name().toLowerCase() + " " + String.join(",", told.receivers()))
                .toList();
    }

    static Instant at(int minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    static IncidentId id(String rule) {
        return IncidentId.of(rule, CHECKOUT, T0);
    }

    /** A transition of an incident of checkout that was opened at T0, seen in time. */
    static IncidentEvent event(String rule, Transition transition, Tier tier, int minutes) {
        return event(rule, CHECKOUT, transition, tier, minutes, Duration.ZERO);
    }

    static IncidentEvent late(String rule, Transition transition, Tier tier, int minutes, int behindMinutes) {
        return event(rule, CHECKOUT, transition, tier, minutes, Duration.ofMinutes(behindMinutes));
    }

    static IncidentEvent event(String rule, ServiceId service, Transition transition, Tier tier, int minutes,
            Duration behind) {
        return new IncidentEvent(IncidentId.of(rule, service, T0), rule, "v1", service, transition, tier, at(minutes),
                T0, List.of(), OrderConfidence.HIGH, "because", 4.2, List.of(), List.of(), behind);
    }

    static IncidentEvent with(IncidentEvent event, List<MatchedStep> steps, NamedReading... top) {
        return new IncidentEvent(event.incident(), event.rule(), event.ruleVersion(), event.service(),
                event.transition(), event.tier(), event.at(), event.openedAt(), steps, event.orderConfidence(),
                event.reason(), event.score(), List.of(top), event.hypotheses(), event.behind());
    }

    static MatchedStep step(String signal, @Nullable String metric, double observed, double expected, int minutes) {
        return new MatchedStep(signal, CHECKOUT, at(minutes), Tier.NONE, metric, observed, expected, 4, null, null);
    }
}
