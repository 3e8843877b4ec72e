package dev.tocsin.topology.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.telemetry.Wanted;

/**
 * The mappers of all sources under the maps in force; a map that changes is used from the next record on. Thread-safe.
 */
public final class MapsInForce {

    private final Supplier<List<MetricMap>> documents;
    private final List<MetricMap> shipped;
    private final Mapper.Bounds bounds;
    private volatile Edition edition;

    /**
     * The mappers under some documents.
     *
     * @param naming those that name their sources
     */
    private record Edition(List<MetricMap> documents, List<MetricMap> maps, Map<String, Mapper> bySource,
            List<MetricMap> naming, Map<String, Mapper> ownBySource) {}

    /**
     * @param documents people's maps in force; the same list until one changes
     * @param shipped asked after them
     */
    public MapsInForce(Supplier<List<MetricMap>> documents, List<MetricMap> shipped, Mapper.Bounds bounds) {
        this.documents = documents;
        this.shipped = List.copyOf(shipped);
        this.bounds = bounds;
        this.edition = edition(documents.get());
    }

    /** The mapper of a source topic. */
    public Mapper of(String source) {
        Edition now = current();
        Mapper known = now.bySource.get(source);
        return known != null
                ? known
                : now.bySource.computeIfAbsent(source, any -> new Mapper(now.maps, source, bounds));
    }

    /**
     * The mapper of samples in our own form on a source topic: only of maps that name the topic, for most such samples
     * are as they should be. Null where there is none.
     */
    public @Nullable Mapper ofOwn(String source) {
        Edition now = current();
        if (now.naming.isEmpty()) {
            return null;
        }
        return now.naming.stream().noneMatch(map -> map.sources().match(source))
                ? null
                : now.ownBySource.computeIfAbsent(source, any -> new Mapper(now.naming, source, bounds));
    }

    /** Which metrics of a source topic are read at all. */
    public Wanted wanted(String source) {
        return metric -> of(source).metric(metric);
    }

    private Edition current() {
        List<MetricMap> newest = documents.get();
        Edition known = edition;
        if (known.documents == newest) {
            return known;
        }
        Edition next = edition(newest);
        edition = next;
        return next;
    }

    private Edition edition(List<MetricMap> newest) {
        List<MetricMap> all = new ArrayList<>(newest);
        all.addAll(shipped);
        List<MetricMap> naming = newest.stream().filter(map -> !map.sources().equals(Globs.ANY)).toList();
        return new Edition(newest, List.copyOf(all), new ConcurrentHashMap<>(), naming, new ConcurrentHashMap<>());
    }
}
