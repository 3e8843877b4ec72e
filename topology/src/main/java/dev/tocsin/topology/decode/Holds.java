package dev.tocsin.topology.decode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Why which input partition waits, for {@code /readyz}. Thread-safe. */
public final class Holds {

    private final Map<String, String> reasons = new ConcurrentHashMap<>();
    private volatile boolean givenUp;

    void hold(String input, String why) {
        reasons.put(input, why);
    }

    void release(String input) {
        reasons.remove(input);
    }

    /** Nothing waits any longer: the service stops, and what is held is read again after its next start. */
    public void giveUp() {
        givenUp = true;
    }

    boolean areGivenUp() {
        return givenUp;
    }

    /** Input partition ({@code topic-partition}) to the reason it waits. */
    public Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }
}
