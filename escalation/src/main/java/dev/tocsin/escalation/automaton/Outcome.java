package dev.tocsin.escalation.automaton;

import java.util.List;

import dev.tocsin.escalation.incident.IncidentEvent;

/** A service's next state, and what happened to its incidents on the way there. */
public record Outcome(ServiceState state, List<IncidentEvent> events) {

    public Outcome {
        events = List.copyOf(events);
    }
}
