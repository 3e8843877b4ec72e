package dev.tocsin.topology.limits;

import java.util.BitSet;

/**
 * Who was turned away lately, in 256 KiB however many they are: two Bloom filters, of this stretch of time and of the one
 * before. Of a hundred thousand names in a stretch about one in sixty is taken for another. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/362686.362692">Bloom: Space/time trade-offs in hash coding (1970)</a>
 */
final class TurnedAway {

    private static final int BITS = 1 << 20;
    private static final int HASHES = 3;

    private final long stretchMillis;
    private BitSet before = new BitSet(BITS);
    private BitSet now = new BitSet(BITS);
    private long stretch = Long.MIN_VALUE;

    TurnedAway(long stretchMillis) {
        this.stretchMillis = Math.max(1, stretchMillis);
    }

    /** Remembers a name; whether it was turned away in the stretch before. */
    boolean saw(String name, long time) {
        long at = Math.floorDiv(time, stretchMillis);
        if (at > stretch) {
            BitSet old = before;
            old.clear();
            before = at == stretch + 1 ? now : old;
            now = at == stretch + 1 ? old : new BitSet(BITS);
            stretch = at;
        }
        long hash = mixed(name);
        boolean returning = true;
        for (int i = 0; i < HASHES; i++) {
            int bit = (int) (hash >>> 21 * i) & BITS - 1;
            now.set(bit);
            returning &= before.get(bit);
        }
        return returning;
    }

    /** FNV-1a, finished with the mixer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mixed(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
