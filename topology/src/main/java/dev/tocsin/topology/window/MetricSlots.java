package dev.tocsin.topology.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The metric names of one service, numbered in the order they were first seen; at most a limit of them. */
final class MetricSlots {

    /** No slot: the service already has as many metrics as it may. */
    static final int NONE = -1;

    private final Map<String, Integer> slots = new HashMap<>();
    private List<String> names = List.of();

    int of(String name, int limit) {
        Integer slot = slots.get(name);
        return slot != null ? slot : add(name, limit);
    }

    /** The names by slot; an immutable list that is replaced when a metric appears. */
    List<String> names() {
        return names;
    }

    private int add(String name, int limit) {
        if (names.size() >= limit) {
            return NONE;
        }
        List<String> more = new ArrayList<>(names.size() + 1);
        more.addAll(names);
        more.add(name);
        names = List.copyOf(more);
        slots.put(name, names.size() - 1);
        return names.size() - 1;
    }
}
