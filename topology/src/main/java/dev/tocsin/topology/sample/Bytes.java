package dev.tocsin.topology.sample;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash of a range of bytes, eight at a time; for tables that compare the bytes themselves as well. */
final class Bytes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Bytes() {}

    /** A place in a table of {@code 1 << bits}. */
    static int place(byte[] bytes, int from, int to, int bits) {
        long hash = to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(bytes, at)) * GOLDEN;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * GOLDEN;
        }
        hash ^= hash >>> 29;
        return (int) (hash * GOLDEN >>> Long.SIZE - bits);
    }
}
