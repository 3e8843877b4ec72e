package dev.tocsin.topology.decode;

import java.util.HashMap;
import java.util.Map;

/** Counts what is left out of one record, by named reason. */
public final class Left {

    private final Map<String, Integer> counts = new HashMap<>();

    public void add(String reason) {
        counts.merge(reason, 1, Integer::sum);
    }

    public Map<String, Integer> counts() {
        return counts;
    }
}
