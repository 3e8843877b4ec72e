package dev.tocsin.topology.sample;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The metric names of a sample in its order, no two alike. Samples mostly have the same names in the same order as
 * others: then they mostly share one instance, so that what was found out about the names needn't be found out again.
 * Immutable.
 */
public final class MetricNames {

    /** The most bytes (UTF-8) a metric's name may have. */
    public static final int MOST_BYTES = 255;

    private static final int MOST_SHARED_NAMES = 256;
    private static final AtomicReferenceArray<@Nullable MetricNames> RECENT = new AtomicReferenceArray<>(256);

    private final List<String> names;
    private final boolean usable;

    private MetricNames(List<String> names) {
        this.names = names;
        this.usable = names.stream().allMatch(name -> fault(name) == null);
    }

    /**
     * The names in the order of the collection.
     *
     * @throws IllegalArgumentException if one is there twice
     */
    public static MetricNames of(Collection<String> names) {
        List<String> list = List.copyOf(names);
        int place = list.hashCode() * 0x9E3779B9 >>> 24;
        MetricNames recent = RECENT.get(place);
        if (recent != null && recent.names.equals(list)) {
            return recent;
        }
        if (new HashSet<>(list).size() < list.size()) {
            throw new IllegalArgumentException("a metric is there twice: " + list);
        }
        // One string for a name wherever it occurs: it stays in the processor's caches, and is compared at a glance.
        MetricNames made = new MetricNames(list.stream().map(String::intern).toList());
        if (list.size() <= MOST_SHARED_NAMES) {
            RECENT.set(place, made);
        }
        return made;
    }

    /** What is wrong with a metric's name, a named reason, or null. */
    public static @Nullable String fault(String name) {
        return name.isBlank() ? "blank_name" : isTooLong(name) ? "long_name" : null;
    }

    private static boolean isTooLong(String name) {
        return name.length() > MOST_BYTES || name.length() > MOST_BYTES / 4
                && name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }

    public int size() {
        return names.size();
    }

    public String get(int index) {
        return names.get(index);
    }

    public List<String> asList() {
        return names;
    }

    /** Whether no name has a {@link #fault}. */
    public boolean areUsable() {
        return usable;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof MetricNames that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
