package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.route.Owner;
import dev.tocsin.escalation.route.Routing;

/** What one call has decided so far: rows, numbered notifications and outcomes, in their order. */
final class Outbox {

    private final Routing routing;

    private final List<Line> changed = new ArrayList<>();

    private final List<Line> removed = new ArrayList<>();

    private final List<Notification> notifications = new ArrayList<>();

    private final List<IncidentEvent> raised = new ArrayList<>();

    private final List<Outcome> outcomes = new ArrayList<>();

    Outbox(Routing routing) {
        this.routing = routing;
    }

    Told told(Board board) {
        return new Told(board, changed, removed, notifications, raised, outcomes);
    }

    void count(Outcome outcome) {
        outcomes.add(outcome);
    }

    void raised(IncidentEvent event) {
        raised.add(event);
    }

    Line write(Line line, Outcome outcome) {
        outcomes.add(outcome);
        return write(line);
    }

    Line write(Line line) {
        changed.add(line);
        return line;
    }

    void remove(Line line, Outcome outcome) {
        removed.add(line);
        outcomes.add(outcome);
    }

    /**
     * Numbers a notification about an incident as its line stands and keeps it, unless it is for nobody.
     *
     * @return the line with the number
     */
    Line send(Line line, Action action, List<String> receivers, Instant at, String reason,
            Map<String, String> labels) {
        if (receivers.isEmpty()) {
            return line;
        }
        Line numbered = line.numbered();
        Cap cap = line.cap();
        Owner owner = routing.owner(line.service());
        notifications.add(new Notification(line.event(), numbered.sequence(), action, line.told(), line.uncapped(),
                cap == null ? null : cap.by(), wouldPage(line, at), receivers, at, Headline.of(line.event()), reason,
                owner,
                labelled(owner, labels), List.of()));
        return numbered;
    }

    private List<String> wouldPage(Line line, Instant at) {
        return line.cap() instanceof Cap.Observed && line.uncapped() == Tier.PAGE
                ? routing.paged(line.event(), at)
                : List.of();
    }

    /** One message that is its incident's first and only. */
    void send(IncidentEvent event, List<String> receivers, Missed missed) {
        if (!receivers.isEmpty()) {
            notifications.add(new Notification(event, 1, Action.TRIGGER, Tier.DIGEST, Tier.DIGEST, null, List.of(),
                    receivers,
                    event.at(), Headline.of(missed), event.reason(), null, Notification.BEHIND, missed.lines()));
        }
    }

    private static Map<String, String> labelled(@Nullable Owner owner, Map<String, String> kind) {
        Map<String, String> labels = new TreeMap<>(owner == null ? Map.of() : owner.labels());
        labels.keySet().removeAll(Notification.RESERVED);
        labels.putAll(kind);
        return labels;
    }
}
