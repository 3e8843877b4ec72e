package dev.tocsin.topology.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The inputs of one service in its open windows. Not thread-safe. */
public final class ServiceInputs {

    /** A window that is still open. */
    static final class Open {

        final long start;
        final Map<String, WindowInput> inputs = new HashMap<>();

        Open(long start) {
            this.start = start;
        }
    }

    final Selection selection;
    private final List<Open> open = new ArrayList<>(2);
    private long newest = Long.MIN_VALUE;
    private final Set<String> instances = new HashSet<>(4);

    public ServiceInputs(int mostMetrics) {
        this.selection = new Selection(mostMetrics);
    }

    /** The instances that are there, by any name. */
    Set<String> instances() {
        return instances;
    }

    void join(String instance) {
        instances.add(instance);
    }

    /** An instance went; whether it was the last. */
    boolean leave(String instance) {
        return instances.remove(instance) && instances.isEmpty();
    }

    /** How many metrics the service has. */
    public int metrics() {
        return selection.width();
    }

    /** Time passes for the service: what ended a grace before a time is closed. */
    void heard(long time, long size, long grace) {
        newest = Math.max(newest, time);
        open.removeIf(window -> window.start + size + grace <= newest);
    }

    /** A window of the service; null where it is closed. */
    @Nullable
    Open window(long start, long size, long grace) {
        for (Open window : open) {
            if (window.start == start) {
                return window;
            }
        }
        if (start + size + grace <= newest) {
            return null;
        }
        Open added = new Open(start);
        open.add(added);
        return added;
    }
}
