package dev.tocsin.detectors.light;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * One list for all models that know the same metrics: the names would be most of a light model. Lists that no model has
 * any more are let go. Thread-safe.
 */
final class NameLists {

    private static final ConcurrentHashMap<Key, Key> KNOWN = new ConcurrentHashMap<>();
    private static final ReferenceQueue<List<String>> GONE = new ReferenceQueue<>();

    private NameLists() {}

    /** The list that stands for all that are equal to it. */
    static List<String> canonical(List<String> names) {
        for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            KNOWN.remove(gone);
        }
        Key key = new Key(List.copyOf(names));
        while (true) {
            Key known = KNOWN.putIfAbsent(key, key);
            List<String> list = (known == null ? key : known).get();
            if (list != null) {
                return list;
            }
            KNOWN.remove(known);
        }
    }

    /** Equal to what has an equal list, and to itself once the list is gone. */
    private static final class Key extends WeakReference<List<String>> {

        private final int hash;

        Key(List<String> names) {
            super(names, GONE);
            this.hash = names.hashCode();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            List<String> own = get();
            return this == other || other instanceof Key key && own != null && own.equals(key.get());
        }
    }
}
