package dev.tocsin.topology.store;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The stored form of a live value: a row, and where some of it seldom changes, another row beside it for that.
 */
public interface Codec<V> {

    /** The bytes to keep, or null where nothing is worth keeping and the row is to be deleted. */
    byte @Nullable [] write(V value);

    /**
     * What of the value seldom changes: the same array until it does; null where the row has everything.
     */
    default byte @Nullable [] beside(V value) {
        return null;
    }

    /** The live value of stored bytes; null where they can't be read, which the codec has counted. */
    @Nullable
    V read(String key, byte[] stored);

    /**
     * The live value of both rows; null where they can't be read, which the codec has counted.
     *
     * @param beside the row beside, null where there is none
     */
    default @Nullable V read(String key, byte[] stored, Supplier<byte @Nullable []> beside) {
        return read(key, stored);
    }
}
