package dev.tocsin.topology.decode.telegraf;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.decode.Words;

/** Walks through line protocol byte by byte. Null where what is asked for isn't there. */
final class InfluxReader {

    /** Before the first byte and after the last. */
    static final int NOTHING = -1;

    private final byte[] bytes;
    private final Words words;
    private int at;

    InfluxReader(byte[] bytes, Words words) {
        this.bytes = bytes;
        this.words = words;
    }

    int at() {
        return at;
    }

    /** The byte ahead, or {@link #NOTHING}. */
    int ahead() {
        return at < bytes.length ? bytes[at] : NOTHING;
    }

    /** Passes over a byte if it is ahead. */
    boolean pass(char expected) {
        if (ahead() != expected) {
            return false;
        }
        at++;
        return true;
    }

    /** Passes over blanks within a line. */
    boolean passBlanks() {
        int from = at;
        while (ahead() == ' ' || ahead() == '\t') {
            at++;
        }
        return at > from;
    }

    /** Passes over blank lines and comments. */
    void toNextLine() {
        while (passBlanks() || pass('\r') || pass('\n') || passComment()) {
            // all that precedes a line
        }
    }

    private boolean passComment() {
        if (ahead() != '#') {
            return false;
        }
        lineAfter(at);
        return true;
    }

    /** Goes to the begin of the line after a place. */
    void lineAfter(int place) {
        at = place;
        while (at < bytes.length && bytes[at++] != '\n') {
            // on
        }
    }

    /** Whether the line ends here; if it does, goes beyond. */
    boolean lineEnds() {
        passBlanks();
        pass('\r');
        return pass('\n') || ahead() == NOTHING;
    }

    /** A name up to an unescaped stop; a backslash escapes commas, equals signs and blanks and is itself otherwise. */
    @Nullable
    String name(char stop, char orStop) {
        int from = at;
        boolean escaped = false;
        while (at < bytes.length && bytes[at] != stop && bytes[at] != orStop) {
            if (bytes[at] == '\n') {
                return null;
            }
            if (bytes[at] == '\\' && at + 1 < bytes.length && isEscapable(bytes[at + 1])) {
                escaped = true;
                at++;
            }
            at++;
        }
        if (at == from) {
            return null;
        }
        return escaped ? unescaped(from, at) : words.of(bytes, from, at - from);
    }

    private static boolean isEscapable(byte next) {
        return next == ',' || next == '=' || next == ' ';
    }

    private String unescaped(int from, int to) {
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\\' || i + 1 >= to || !isEscapable(bytes[i + 1])) {
                plain[length++] = bytes[i];
            }
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }

    /** Passes over a text in quotes, which may hold anything, a line's end too. */
    boolean passQuoted() {
        at++;
        while (at < bytes.length) {
            byte next = bytes[at++];
            if (next == '\\') {
                at++;
            } else if (next == '"') {
                return true;
            }
        }
        at = bytes.length;
        return false;
    }

    /** What stands up to the next comma, blank or line's end. */
    String word() {
        int from = at;
        while (at < bytes.length && !isEnd(bytes[at])) {
            at++;
        }
        return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isEnd(byte next) {
        return next == ',' || next == ' ' || next == '\t' || next == '\r' || next == '\n';
    }
}
