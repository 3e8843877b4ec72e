package dev.tocsin.topology.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.MappedSample;
import dev.tocsin.topology.derive.Observation;

/** The observations of one instance while a resource's points are gone through. */
final class Sheet {

    private final ServiceId service;
    private final String instance;
    private final List<Input> inputs = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Observation> observations = new ArrayList<>();

    Sheet(ServiceId service, String instance) {
        this.service = service;
        this.instance = instance;
    }

    ServiceId service() {
        return service;
    }

    /** The place of an input; -1 where another input already has its name. */
    int place(Input input) {
        Integer known = places.get(input.name());
        if (known == null) {
            places.put(input.name(), inputs.size());
            inputs.add(input);
            return inputs.size() - 1;
        }
        Input same = inputs.get(known);
        return same == input || same.means(input) ? known : -1;
    }

    void add(Observation observation) {
        observations.add(observation);
    }

    /** What was observed, of as many inputs as give at most so many metrics, the most useful of them. */
    MappedSample done(int mostMetrics, Left left) {
        if (inputs.stream().mapToInt(Input::width).sum() <= mostMetrics) {
            return new MappedSample(service, instance, inputs, observations);
        }
        Set<Input> kept = mostUseful(mostMetrics);
        int[] renumbered = new int[inputs.size()];
        List<Input> some = new ArrayList<>();
        for (int i = 0; i < renumbered.length; i++) {
            Input input = inputs.get(i);
            renumbered[i] = kept.contains(input) ? some.size() : -1;
            if (renumbered[i] >= 0) {
                some.add(input);
            } else {
                left.left(input.name(), "metric_limit");
            }
        }
        return new MappedSample(service, instance, some, observations.stream()
                .filter(one -> renumbered[one.input()] >= 0)
                .map(one -> one.at(renumbered[one.input()])).toList());
    }

    private Set<Input> mostUseful(int mostMetrics) {
        Set<Input> kept = new HashSet<>();
        int width = 0;
        List<Input> byUse = inputs.stream().sorted(Comparator.comparingInt(Input::rank).thenComparing(Input::name))
                .toList();
        for (Input input : byUse) {
            if (width + input.width() <= mostMetrics) {
                width += input.width();
                kept.add(input);
            }
        }
        return kept;
    }

    boolean isEmpty() {
        return observations.isEmpty();
    }
}
