package dev.tocsin.escalation.switchboard;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.IncidentEvent;

/**
 * The one place that tiers, routes and numbers notifications: rows and an event in, rows and notifications out. It has
 * no state, clock or randomness of its own; the same inputs give the same notifications.
 */
public final class Switchboard {

    private Switchboard() {}

    /**
     * One transition of an incident.
     *
     * @param line the incident's row, null if it has none
     * @param others the service's other open rows, for what they cover
     * @param time what the task that tells it says of its time
     */
    public static Told tell(Board board, @Nullable Line line, Collection<Line> others, TaskTime time,
            IncidentEvent event, Tuning tuning) {
        throw new UnsupportedOperationException("not wired yet");
    }

    /**
     * A task's time has come further, or the tuning has changed: what was capped, held or covered and no longer is gets
     * told, and nothing is told twice. Costs a look at every open row.
     *
     * @param openLines all rows
     */
    public static Told pass(Board board, Collection<Line> openLines, TaskTime time, Tuning tuning) {
        return pass(board.heard(time), openLines, tuning);
    }

    /** The same at the times the board knows. */
    public static Told pass(Board board, Collection<Line> openLines, Tuning tuning) {
        throw new UnsupportedOperationException("not wired yet");
    }
}
