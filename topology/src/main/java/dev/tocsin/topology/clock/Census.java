package dev.tocsin.topology.clock;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many services each task of this instance knows, and how many of them say nothing. Thread-safe.
 */
public final class Census {

    /**
     * What one task counts.
     *
     * @param silent those who should have said something by now
     * @param mute those whose newest window had nothing, though it should have
     */
    public record Count(int services, int silent, int mute) {

        Count plus(Count other) {
            return new Count(services + other.services, silent + other.silent, mute + other.mute);
        }

        /**
         * Whether over half of at least two services had nothing in their newest window. It holds before any of them
         * has been silent for two windows, and until most have had a window with data again.
         */
        public boolean mostlyMute() {
            return services >= 2 && 2 * mute > services;
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
        return tasks.values().stream().reduce(new Count(0, 0, 0), Count::plus);
    }
}
