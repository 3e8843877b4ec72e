package dev.tocsin.escalation.switchboard;

import java.util.List;

import dev.tocsin.escalation.incident.IncidentEvent;

/**
 * What follows from one call: rows to write, rows to delete, and what to tell.
 *
 * @param changed rows to write
 * @param removed rows to delete
 * @param notifications in the order in which they are to be sent
 * @param raised transitions of the switchboard's own incident, already told here; for the topic of incidents
 * @param outcomes one per transition or line decided on, for counting
 */
public record Told(Board board, List<Line> changed, List<Line> removed, List<Notification> notifications,
        List<IncidentEvent> raised, List<Outcome> outcomes) {

    public Told {
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        notifications = List.copyOf(notifications);
        raised = List.copyOf(raised);
        outcomes = List.copyOf(outcomes);
    }
}
