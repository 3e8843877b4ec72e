package dev.tocsin.escalation.automaton;

import java.util.List;

import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.signal.Runs;

/**
 * All that escalation remembers of one service.
 *
 * @param runs for how many windows each signal that asks for several has been true
 * @param recent the last ten windows, one bit each, newest lowest: was it anomalous?
 * @param partials at most one per rule and position, by rule name and position
 * @param incidents at most one per rule, by rule name
 */
public record ServiceState(Runs runs, int recent, List<Partial> partials, List<Incident> incidents) {

    /** A service nothing is known of, or of which nothing is pending: its row may be deleted. */
    public static final ServiceState EMPTY = new ServiceState(Runs.RESTING, 0, List.of(), List.of());

    public ServiceState {
        partials = List.copyOf(partials);
        incidents = List.copyOf(incidents);
    }

    public boolean hasOpenIncident() {
        return !incidents.isEmpty();
    }

    public boolean isEmpty() {
        return equals(EMPTY);
    }
}
