package dev.tocsin.escalation.hypothesis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.tocsin.escalation.hypothesis.Symptoms.Symptom;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.neighbour.Calls;

/**
 * From the victim along callees that are unusual too, down to those whose own callees aren't: traversal needs marginal
 * scores only (Orchard et al., "Root cause analysis of outliers with missing structural knowledge", arXiv 2406.05014).
 */
final class Walk {

    /** Steps a walk may take; a dense map has more paths than anybody has time for. */
    private static final int MOST_STEPS = 2_000;
    private static final int MOST_HOPS = 8;

    private final Calls calls;
    private final Symptoms symptoms;
    private final Map<ServiceId, Trail> ends = new LinkedHashMap<>();
    private int steps;

    /** A path from the victim to an end, and what its services weigh together. */
    record Trail(List<ServiceId> path, double weight) {}

    Walk(Calls calls, Symptoms symptoms) {
        this.calls = calls;
        this.symptoms = symptoms;
    }

    /** The heaviest trail to each end; the victim itself is an end when nobody it calls is unusual. */
    Map<ServiceId, Trail> from(ServiceId victim) {
        Symptom own = symptoms.own(victim);
        follow(new LinkedHashSet<>(List.of(victim)), own, own.weight());
        return ends;
    }

    private void follow(LinkedHashSet<ServiceId> path, Symptom here, double weight) {
        List<ServiceId> on = next(path, here);
        if (on.isEmpty()) {
            Trail trail = new Trail(List.copyOf(path), weight);
            ends.merge(path.getLast(), trail, (known, found) -> found.weight() > known.weight() ? found : known);
        }
        for (ServiceId callee : on) {
            Symptom there = symptoms.link(callee);
            if (there != null && steps++ < MOST_STEPS) {
                path.add(callee);
                follow(path, there, weight + there.weight());
                path.removeLast();
            }
        }
    }

    private List<ServiceId> next(LinkedHashSet<ServiceId> path, Symptom here) {
        List<ServiceId> next = new ArrayList<>();
        if (path.size() <= MOST_HOPS) {
            for (ServiceId callee : calls.callees(path.getLast())) {
                Symptom there = symptoms.link(callee);
                if (there != null && !path.contains(callee) && symptoms.explains(there, here)) {
                    next.add(callee);
                }
            }
            next.sort(Comparator.comparingDouble(this::deviation).reversed().thenComparing(callee -> callee));
        }
        return next;
    }

    private double deviation(ServiceId service) {
        Symptom symptom = symptoms.link(service);
        return symptom == null ? 0 : symptom.deviation();
    }

    /** The unusual services that call one, directly or through others that are unusual: what it would explain. */
    Set<ServiceId> explained(ServiceId cause) {
        return reach(cause, service -> calls.callers(service).stream()
                .filter(caller -> symptoms.link(caller) != null).toList());
    }

    /** Everybody a service calls, directly or through others, nearest first. */
    Set<ServiceId> below(ServiceId service) {
        return reach(service, calls::callees);
    }

    /** All that a scene of this victim can have to do with: itself, whom it calls through any number of hops, and who calls those. */
    static Set<ServiceId> neighbours(ServiceId victim, Calls calls) {
        Set<ServiceId> neighbours = new LinkedHashSet<>(List.of(victim));
        for (ServiceId below : reach(victim, calls::callees)) {
            neighbours.add(below);
            neighbours.addAll(calls.callers(below));
        }
        return neighbours;
    }

    private static Set<ServiceId> reach(ServiceId from,
            Function<ServiceId, Collection<ServiceId>> next) {
        Set<ServiceId> met = new LinkedHashSet<>();
        Set<ServiceId> seen = new HashSet<>(Set.of(from));
        Deque<ServiceId> frontier = new ArrayDeque<>(List.of(from));
        while (!frontier.isEmpty() && met.size() < MOST_STEPS) {
            for (ServiceId there : next.apply(frontier.poll())) {
                if (seen.add(there)) {
                    met.add(there);
                    frontier.add(there);
                }
            }
        }
        return met;
    }
}
