package dev.tocsin.topology.map;

import java.util.Map;

import dev.tocsin.topology.telemetry.Attributes;

/**
 * What tells series apart, in 64 bits: two of a thousand series of an instance share them once in 10^13. FNV-1a over the
 * characters, finished with the mixer of SplitMix64 (Steele, Lea, Flood 2014); attributes are added up, so that their
 * order doesn't matter.
 */
public final class SeriesHash {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private SeriesHash() {}

    static long of(String text) {
        return mix(fnv(OFFSET, text));
    }

    /** Of attributes, in whatever order. */
    public static long of(Attributes attributes) {
        long sum = 0;
        for (Map.Entry<String, String> one : attributes.entrySet()) {
            sum += mix(fnv(fnv(OFFSET, one.getKey()) * PRIME, one.getValue()));
        }
        return sum;
    }

    static long of(String scope, String metric, Attributes attributes) {
        return mix(fnv(fnv(OFFSET, scope) * PRIME, metric) + of(attributes));
    }

    private static long fnv(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
        }
        return mixed;
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
