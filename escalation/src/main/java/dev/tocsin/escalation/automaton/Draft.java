package dev.tocsin.escalation.automaton;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.signal.Runs;

/** A service's next state in the making, and what is to be told of it. */
final class Draft {

    private final TreeMap<String, List<Partial>> partials = new TreeMap<>();
    private final TreeMap<String, Incident> incidents = new TreeMap<>();
    private final List<IncidentEvent> events = new ArrayList<>();
    private final Runs runs;
    private int recent;

    Draft(ServiceState state, Runs runs) {
        this.runs = runs;
        recent = state.recent();
        for (Partial partial : state.partials()) {
            partials.computeIfAbsent(partial.rule(), rule -> new ArrayList<>()).add(partial);
        }
        state.incidents().forEach(incident -> incidents.put(incident.dossier().rule(), incident));
    }

    /** A rule's partials by position. */
    List<Partial> partials(String rule) {
        return partials.getOrDefault(rule, List.of());
    }

    List<Partial> partials() {
        List<Partial> all = new ArrayList<>();
        partials.values().forEach(all::addAll);
        return all;
    }

    void partials(String rule, List<Partial> live) {
        if (live.isEmpty()) {
            partials.remove(rule);
        } else {
            partials.put(rule, live);
        }
    }

    /** In the place of one partial another, or none. */
    void replace(Partial partial, @Nullable Partial by) {
        List<Partial> live = new ArrayList<>(partials(partial.rule()));
        int at = live.indexOf(partial);
        if (by == null) {
            live.remove(at);
        } else {
            live.set(at, by);
        }
        partials(partial.rule(), live);
    }

    @Nullable
    Incident incident(String rule) {
        return incidents.get(rule);
    }

    List<Incident> incidents() {
        return List.copyOf(incidents.values());
    }

    void put(Incident incident) {
        incidents.put(incident.dossier().rule(), incident);
    }

    void remove(Incident incident) {
        incidents.remove(incident.dossier().rule());
    }

    /** Whether anything is pending under a rule. */
    boolean concerns(String rule) {
        return partials.containsKey(rule) || incidents.containsKey(rule);
    }

    int recent() {
        return recent;
    }

    void recent(int windows) {
        recent = windows;
    }

    void tell(IncidentEvent event) {
        events.add(event);
    }

    Outcome outcome() {
        return new Outcome(new ServiceState(runs, recent, partials(), incidents()), events);
    }
}
