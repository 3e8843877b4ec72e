package dev.tocsin.topology.decode;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Why which input partition waits, for {@code /readyz}. Thread-safe. */
public final class Holds {

    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private volatile boolean givenUp;

    private record Held(String why, long sinceNanos) {}

    void hold(String input, String why) {
        held.merge(input, new Held(why, System.nanoTime()), (before, now) -> new Held(now.why, before.sinceNanos));
    }

    void release(String input) {
        held.remove(input);
    }

    /** Nothing waits any longer: the service stops, and what is held is read again after its next start. */
    public void giveUp() {
        givenUp = true;
    }

    boolean areGivenUp() {
        return givenUp;
    }

    /** How long the one that waits longest has been waiting; zero where none does. */
    public Duration longest() {
        long now = System.nanoTime();
        return Duration.ofNanos(held.values().stream().mapToLong(one -> now - one.sinceNanos).max().orElse(0));
    }

    /** Input partition ({@code topic-partition}) to the reason it waits. */
    public Map<String, String> reasons() {
        return held.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().why));
    }
}
