package dev.tocsin.escalation.hypothesis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.tocsin.escalation.hypothesis.Suspect.Way;
import dev.tocsin.escalation.hypothesis.Symptoms.Symptom;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;

/**
 * Ranks who may have caused an incident, at most three, best first; an empty list says that nobody stands out. It
 * learns nothing and its cost is that of the unusual part of the map.
 *
 * <ol>
 * <li>Ends of the walk, by the weight of their path and of everybody else they'd explain: a cause explains more of what
 * is seen than a bystander.</li>
 * <li>Services on those paths.</li>
 * <li>Services below the victim that are very unusual though nothing between is: a fault the victim hardly feels.</li>
 * </ol>
 */
public final class Hypotheses {

    private static final int MOST = 3;
    private static final Comparator<Suspect> BEST = Comparator.comparing(Suspect::way)
            .thenComparing(Comparator.comparingDouble(Suspect::weight).reversed())
            .thenComparing(Suspect::service);

    private final Scene scene;
    private final Symptoms symptoms;
    private final Walk walk;

    private Hypotheses(Scene scene, Limits limits) {
        this.scene = scene;
        this.symptoms = new Symptoms(scene, limits);
        this.walk = new Walk(scene.calls(), symptoms);
    }

    /** The hypotheses of a scene; scores are shares of what all suspects weigh, 0..1. */
    public static List<Hypothesis> rank(Scene scene, Limits limits) {
        return new Hypotheses(scene, limits).ranked();
    }

    private List<Hypothesis> ranked() {
        Evidence evidence = new Evidence(scene, symptoms.own(scene.victim()));
        List<Suspect> suspects = suspects().values().stream().map(evidence::weigh).sorted(BEST).toList();
        double all = suspects.stream().mapToDouble(Suspect::weight).sum();
        return suspects.stream().limit(MOST).map(suspect -> new Hypothesis(suspect.service(),
                suspect.symptom().metric(), suspect.weight() / all, evidence.speaksFor(suspect),
                evidence.speaksAgainst(suspect))).toList();
    }

    private Map<ServiceId, Suspect> suspects() {
        Map<ServiceId, Suspect> suspects = new LinkedHashMap<>();
        if (symptoms.visible()) {
            Map<ServiceId, Walk.Trail> ends = walk.from(scene.victim());
            ends.forEach((end, trail) -> suspects.put(end, end(end, trail)));
            ends.values().forEach(trail -> links(trail, suspects));
        }
        List<ServiceId> below = new ArrayList<>(walk.below(scene.victim()));
        below.add(scene.victim());
        for (ServiceId service : below) {
            Symptom symptom = symptoms.alone(service);
            if (symptom != null) {
                suspects.putIfAbsent(service,
                        new Suspect(service, symptom, Way.ALONE, symptom.weight(), List.of(service), 0));
            }
        }
        return suspects;
    }

    private Suspect end(ServiceId end, Walk.Trail trail) {
        Set<ServiceId> others = new HashSet<>(walk.explained(end));
        int explains = others.size();
        trail.path().forEach(others::remove);
        double weight = trail.weight() + others.stream().mapToDouble(this::weight).sum();
        return new Suspect(end, symptoms.own(end), Way.END, weight, trail.path(), explains);
    }

    private double weight(ServiceId service) {
        Symptom symptom = symptoms.link(service);
        return symptom == null ? 0 : symptom.weight();
    }

    private void links(Walk.Trail trail, Map<ServiceId, Suspect> suspects) {
        for (int place = 1; place < trail.path().size() - 1; place++) {
            ServiceId service = trail.path().get(place);
            Symptom symptom = symptoms.own(service);
            suspects.putIfAbsent(service, new Suspect(service, symptom, Way.LINK, symptom.weight(),
                    trail.path().subList(0, place + 1), walk.explained(service).size()));
        }
    }
}
