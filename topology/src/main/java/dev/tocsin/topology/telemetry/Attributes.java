package dev.tocsin.topology.telemetry;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A few names with values, immutable. Holds them side by side in one array and looks through it: with a dozen
 * attributes that is quicker and far smaller than a hash table. Equal to any map with the same entries; its hash code is
 * computed once.
 */
public final class Attributes extends AbstractMap<String, String> {

    /** More on one resource or point is a mistake of its producer. */
    public static final int MOST = 128;

    /** No attributes. */
    public static final Attributes NONE = new Attributes(new String[0]);

    private final String[] pairs;
    private int hash;

    private Attributes(String[] pairs) {
        this.pairs = pairs;
    }

    /** A copy of a map. */
    public static Attributes of(Map<String, String> map) {
        if (map instanceof Attributes same) {
            return same;
        }
        String[] pairs = new String[2 * map.size()];
        int at = 0;
        for (Map.Entry<String, String> entry : map.entrySet()) {
            pairs[at++] = entry.getKey();
            pairs[at++] = entry.getValue();
        }
        return at == 0 ? NONE : new Attributes(pairs);
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(key)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            int sum = 0;
            for (int i = 0; i < pairs.length; i += 2) {
                sum += pairs[i].hashCode() ^ pairs[i + 1].hashCode();
            }
            hash = sum;
        }
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (other instanceof Attributes its) {
            return its == this
                    || its.hashCode() == hashCode() && (Arrays.equals(pairs, its.pairs) || super.equals(its));
        }
        return super.equals(other);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return Attributes.this.size();
            }

            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, String>> {

        private int at;

        @Override
        public boolean hasNext() {
            return at < pairs.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            at += 2;
            return Map.entry(pairs[at - 2], pairs[at - 1]);
        }
    }

    /** Collects attributes; of two with one name the later holds. */
    public static final class Builder {

        private String[] pairs = new String[16];
        private int length;

        /** @return false if there are {@value Attributes#MOST} already: this one isn't taken */
        public boolean add(String key, String value) {
            for (int i = 0; i < length; i += 2) {
                if (pairs[i].equals(key)) {
                    pairs[i + 1] = value;
                    return true;
                }
            }
            if (length == 2 * MOST) {
                return false;
            }
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * length);
            }
            pairs[length++] = key;
            pairs[length++] = value;
            return true;
        }

        /** Adds those of others whose names aren't there yet. */
        public void addMissing(Attributes others) {
            for (int i = 0; i < others.pairs.length; i += 2) {
                if (!has(others.pairs[i])) {
                    add(others.pairs[i], others.pairs[i + 1]);
                }
            }
        }

        private boolean has(String key) {
            for (int i = 0; i < length; i += 2) {
                if (pairs[i].equals(key)) {
                    return true;
                }
            }
            return false;
        }

        /** What was collected; the builder begins anew. */
        public Attributes build() {
            Attributes built = length == 0 ? NONE : new Attributes(Arrays.copyOf(pairs, length));
            length = 0;
            return built;
        }
    }
}
