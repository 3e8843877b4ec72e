package dev.tocsin.topology.window;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

/** When each key is next due, earliest first: one entry a key; finding the due ones costs nothing for the others. */
public final class DueTimes {

    private record Entry(long at, String key) {}

    private final PriorityQueue<Entry> queue = new PriorityQueue<>(
            Comparator.comparingLong(Entry::at).thenComparing(Entry::key));
    private final Map<String, Long> due = new HashMap<>();

    /** Sets when a key is due; a key already due earlier stays so, and is asked again then. */
    public void schedule(String key, long at) {
        Long known = due.get(key);
        if (known == null || at < known) {
            due.put(key, at);
            queue.add(new Entry(at, key));
        }
    }

    /** Takes out the key that has been due longest at a time, or null where none is. */
    public @Nullable String poll(long now) {
        for (Entry head = queue.peek(); head != null && head.at <= now; head = queue.peek()) {
            queue.poll();
            if (due.remove(head.key, head.at)) {
                return head.key;
            }
        }
        return null;
    }

    public void remove(String key) {
        due.remove(key);
    }

    public void clear() {
        queue.clear();
        due.clear();
    }
}
