package dev.tocsin.topology;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counters by name and outcome. An outcome is a named reason: few of them, never a service's name. Thread-safe. */
public final class Counts {

    private record Key(String name, String outcome) {}

    private final MeterRegistry registry;
    private final ConcurrentMap<Key, Counter> counters = new ConcurrentHashMap<>();

    public Counts(MeterRegistry registry) {
        this.registry = registry;
    }

    public void count(String name, String outcome) {
        count(name, outcome, 1);
    }

    public void count(String name, String outcome, int times) {
        Key key = new Key(name, outcome);
        Counter counter = counters.get(key);
        if (counter == null) {
            counter = counters.computeIfAbsent(key, added -> Counter.builder(added.name())
                    .tag("outcome", added.outcome()).register(registry));
        }
        counter.increment(times);
    }
}
