package dev.tocsin.topology.window;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.sample.MetricNames;

/** The metric names of one service, numbered in the order they were first seen; at most a limit of them. */
final class MetricSlots {

    /** No slot: the service already has as many metrics as it may. */
    static final int NONE = -1;

    private final Map<String, Integer> slots = new HashMap<>();
    private List<String> names = List.of();
    private byte @Nullable [] stored;
    /** The start of the last window that had each slot's metric; not stored, a restart counts anew. */
    private long[] seen = {};
    /** Samples of a service mostly have the same metrics in the same order: the names of the last one, and their slots. */
    private @Nullable MetricNames last;
    private int[] lastSlots = {};

    /** The slots of a sample's names, new ones where they have none; {@link #NONE} for those beyond the limit. */
    int[] of(MetricNames sample, int limit) {
        if (sample != last) {
            lastSlots = sample.asList().stream().mapToInt(name -> of(name, limit)).toArray();
            last = sample;
        }
        return lastSlots;
    }

    private int of(String name, int limit) {
        Integer slot = slots.get(name);
        return slot != null ? slot : add(name, limit);
    }

    /** A window was closed. */
    void saw(Aggregate closed) {
        for (int slot = 0; slot < closed.slots; slot++) {
            if (closed.count[slot] > 0) {
                seen[slot] = Math.max(seen[slot], closed.start);
            }
        }
    }

    /** All metrics were there at a time, as far as is known. */
    void sawAll(long time) {
        Arrays.fill(seen, time);
    }

    /** Whether a metric wasn't seen since a time in any window that is closed. */
    boolean anyUnseenSince(long time) {
        for (long start : seen) {
            if (start < time) {
                return true;
            }
        }
        return false;
    }

    /** The slots whose metric was seen since a time, or is in a window that is still open. */
    int[] seenSince(long time, Collection<Aggregate> open) {
        return IntStream.range(0, names.size()).filter(slot -> seen[slot] >= time
                || open.stream().anyMatch(window -> slot < window.slots && window.count[slot] > 0)).toArray();
    }

    /** Gives up all slots but some, which move up in their order. */
    void keep(int[] kept) {
        List<String> all = names;
        long[] times = seen;
        clear();
        for (int slot : kept) {
            add(all.get(slot), Integer.MAX_VALUE);
            seen[names.size() - 1] = times[slot];
        }
    }

    private void clear() {
        slots.clear();
        names = List.of();
        seen = new long[0];
        stored = null;
        last = null;
    }

    /** The names by slot; an immutable list that is replaced when a metric appears. */
    List<String> names() {
        return names;
    }

    /** The stored form: each name's length in UTF-8, then the name; the same array until a metric appears. */
    byte[] stored() {
        if (stored == null) {
            List<byte[]> encoded = names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toList();
            ByteBuffer out = ByteBuffer.allocate(encoded.stream().mapToInt(name -> Integer.BYTES + name.length).sum());
            encoded.forEach(name -> out.putInt(name.length).put(name));
            stored = out.array();
        }
        return stored;
    }

    /**
     * Takes the names of a stored form, in its order.
     *
     * @throws IndexOutOfBoundsException if it is torn
     */
    void restore(byte[] form) {
        ByteBuffer in = ByteBuffer.wrap(form);
        while (in.hasRemaining()) {
            int from = in.position() + Integer.BYTES;
            int length = in.getInt(in.position());
            Objects.checkFromIndexSize(from, length, form.length);
            add(new String(form, from, length, StandardCharsets.UTF_8), Integer.MAX_VALUE);
            in.position(from + length);
        }
        stored = form;
    }

    private int add(String name, int limit) {
        if (names.size() >= limit) {
            return NONE;
        }
        // Services of a kind have the same metrics: one string for all of them stays in the processor's caches.
        String shared = name.intern();
        List<String> more = new ArrayList<>(names.size() + 1);
        more.addAll(names);
        more.add(shared);
        names = List.copyOf(more);
        seen = Arrays.copyOf(seen, names.size());
        stored = null;
        slots.put(shared, names.size() - 1);
        return names.size() - 1;
    }
}
