package dev.tocsin.escalation.automaton;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.signal.LastChanges;
import dev.tocsin.escalation.signal.Runs;

/** A service's next state in the making, and what is to be told of it. */
final class Draft {

    private final TreeMap<String, List<Partial>> partials = new TreeMap<>();
    private final TreeMap<String, Incident> incidents = new TreeMap<>();
    private final List<IncidentEvent> events = new ArrayList<>();
    private final List<News> news = new ArrayList<>();
    private final List<Disarmed> disarmed;
    private final Runs runs;
    private LastChanges changes;
    private Around around;
    private int recent;
    private int beyond;
    private boolean late;

    Draft(ServiceState state, Runs runs) {
        this.runs = runs;
        recent = state.recent();
        disarmed = new ArrayList<>(state.aside().disarmed());
        changes = state.aside().changes();
        around = state.aside().around();
        for (Partial partial : state.partials()) {
            partials.computeIfAbsent(partial.rule(), rule -> new ArrayList<>()).add(partial);
        }
        state.incidents().forEach(incident -> incidents.put(incident.dossier().rule(), incident));
    }

    /** A rule's partials by position. */
    List<Partial> partials(String rule) {
        return partials.getOrDefault(rule, List.of());
    }

    /** Those that began under this version of a rule, by position. */
    List<Partial> partials(Automaton rule) {
        List<Partial> all = partials(rule.name());
        for (Partial partial : all) {
            if (partial.version() != rule.version()) {
                return all.stream().filter(rule::knows).toList();
            }
        }
        return all;
    }

    /** In the place of those of one version others. */
    void partials(Automaton rule, List<Partial> live) {
        List<Partial> others = partials(rule.name()).stream()
                .filter(partial -> partial.version() != rule.version()).toList();
        if (others.isEmpty()) {
            partials(rule.name(), live);
            return;
        }
        List<Partial> all = new ArrayList<>(live);
        all.addAll(others);
        partials(rule.name(), all);
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
        return partials.containsKey(rule) || incidents.containsKey(rule) || disarmed(rule) != null;
    }

    @Nullable
    Disarmed disarmed(String rule) {
        for (Disarmed one : disarmed) {
            if (one.rule().equals(rule)) {
                return one;
            }
        }
        return null;
    }

    List<Disarmed> disarmed() {
        return List.copyOf(disarmed);
    }

    void disarm(Disarmed rule) {
        arm(rule.rule());
        disarmed.add(rule);
        disarmed.sort(Comparator.comparing(Disarmed::rule));
    }

    void arm(String rule) {
        disarmed.removeIf(one -> one.rule().equals(rule));
    }

    LastChanges changes() {
        return changes;
    }

    void changes(LastChanges lately) {
        changes = lately;
    }

    Around around() {
        return around;
    }

    void around(Around next) {
        around = next;
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

    void tell(List<News> more) {
        news.addAll(more);
    }

    /** Listeners beyond the limit. */
    void beyond(int listeners) {
        beyond += listeners;
    }

    /** Whether what was heard came in time. */
    void inTime(boolean yes) {
        late |= !yes;
    }

    Outcome outcome() {
        return new Outcome(new ServiceState(runs, recent, partials(), incidents(),
                new Aside(disarmed, changes, around)), events, news, beyond, late);
    }
}
