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
 * @param aside what few services have anything of
 */
public record ServiceState(Runs runs, int recent, List<Partial> partials, List<Incident> incidents, Aside aside) {

    /** A service nothing is known of, or of which nothing is pending: its row may be deleted. */
    public static final ServiceState EMPTY = new ServiceState(Runs.RESTING, 0, List.of(), List.of());

    public ServiceState {
        if (recent < 0 || recent > SustainedAnomaly.WINDOWS) {
            throw new IllegalArgumentException("recent windows of a service are " + recent + ", not ten bits");
        }
        partials = List.copyOf(partials);
        incidents = List.copyOf(incidents);
    }

    public ServiceState(Runs runs, int recent, List<Partial> partials, List<Incident> incidents) {
        this(runs, recent, partials, incidents, Aside.NOTHING);
    }

    public boolean hasOpenIncident() {
        return !incidents.isEmpty();
    }

    /** Whether no match is under way, no incident open, and no recent window was anomalous. */
    boolean idle() {
        return recent == 0 && partials.isEmpty() && incidents.isEmpty() && aside.idle();
    }

    public boolean isEmpty() {
        return equals(EMPTY);
    }
}
