package dev.tocsin.topology.decode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Why which input partition waits, for {@code /readyz}. Thread-safe. */
public final class Holds {

    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    void hold(String input, String why) {
        reasons.put(input, why);
    }

    void release(String input) {
        reasons.remove(input);
    }

    /** Input partition ({@code topic-partition}) to the reason it waits. */
    public Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }
}
