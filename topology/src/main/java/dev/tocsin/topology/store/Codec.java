package dev.tocsin.topology.store;

import org.jspecify.annotations.Nullable;

/** The stored form of a live value. */
public interface Codec<V> {

    /** The bytes to keep, or null where nothing is worth keeping and the row is to be deleted. */
    byte @Nullable [] write(V value);

    /** The live value of stored bytes; null where they can't be read, which the codec has counted. */
    @Nullable
    V read(String key, byte[] stored);
}
