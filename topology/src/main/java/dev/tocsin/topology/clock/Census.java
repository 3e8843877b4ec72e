package dev.tocsin.topology.clock;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many services each task of this instance knows, and how many of them are silent. Thread-safe.
 */
public final class Census {

    /** What one task counts. */
    public record Count(int services, int silent) {

        Count plus(Count other) {
            return new Count(services + other.services, silent + other.silent);
        }

        /** Whether over half of at least two services are silent: then it is the telemetry that stopped. */
        public boolean mostlySilent() {
            return services >= 2 && 2 * silent > services;
        }
    }

    private final Map<Integer, Count> tasks = new ConcurrentHashMap<>();

    public void report(int task, Count count) {
        tasks.put(task, count);
    }

    public void forget(int task) {
        tasks.remove(task);
    }

    /** The count over all tasks of this instance. */
    public Count total() {
        return tasks.values().stream().reduce(new Count(0, 0), Count::plus);
    }
}
