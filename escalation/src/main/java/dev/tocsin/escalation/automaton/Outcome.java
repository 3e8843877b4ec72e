package dev.tocsin.escalation.automaton;

import java.util.List;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.neighbour.News;

/**
 * A service's next state, and what happened to its incidents on the way there.
 *
 * @param news what the services around it must hear
 * @param beyond how many more would have heard it but for the limit
 * @param late whether news came too late to be put in order
 */
public record Outcome(ServiceState state, List<IncidentEvent> events, List<News> news, int beyond, boolean late) {

    public Outcome {
        events = List.copyOf(events);
        news = List.copyOf(news);
    }

    public Outcome(ServiceState state, List<IncidentEvent> events) {
        this(state, events, List.of());
    }

    Outcome(ServiceState state, List<IncidentEvent> events, List<News> news) {
        this(state, events, news, 0, false);
    }
}
