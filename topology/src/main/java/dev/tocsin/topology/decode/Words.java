package dev.tocsin.topology.decode;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Bytes to strings, where the same few come again and again: names of metrics and attributes and their values. Keeps the
 * last string seen at each of its places, so what repeats is neither decoded nor allocated again and has its hash code
 * already. Threads may race for a place; a string is immutable, so the worse case is a string made twice.
 */
public final class Words {

    private static final int PLACES = 1 << 13;
    private static final int LONGEST = 96;

    private final @Nullable String[] known = new String[PLACES];

    /** The UTF-8 string of some bytes; what isn't UTF-8 reads as the replacement character. */
    public String of(byte[] bytes, int from, int length) {
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 15) & PLACES - 1;
        String candidate = known[place];
        if (candidate != null && same(candidate, bytes, from, length)) {
            return candidate;
        }
        String made = new String(bytes, from, length, StandardCharsets.UTF_8);
        known[place] = made;
        return made;
    }

    private static boolean same(String word, byte[] bytes, int from, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != bytes[from + i]) { // a byte outside ASCII is negative: no character equals it
                return false;
            }
        }
        return true;
    }
}
