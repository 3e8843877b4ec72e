package dev.tocsin.escalation.automaton;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bytes of a row under way: numbers of variable length, and strings by their place in a table that comes first. */
final class RowBytes extends DataOutputStream {

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final ByteArrayOutputStream bytes;

    RowBytes() {
        this(new ByteArrayOutputStream());
    }

    private RowBytes(ByteArrayOutputStream bytes) {
        super(bytes);
        this.bytes = bytes;
    }

    void string(String string) throws IOException {
        number(strings.computeIfAbsent(string, unseen -> strings.size()));
    }

    void signed(long value) throws IOException {
        number(value << 1 ^ value >> 63);
    }

    void number(long value) throws IOException {
        number(this, value);
    }

    private static void number(DataOutputStream to, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to.writeByte((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        to.writeByte((int) rest);
    }

    /** The table of strings, and all that was written. */
    byte[] whole() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.size() + 64 * strings.size());
        DataOutputStream table = new DataOutputStream(whole);
        number(table, strings.size());
        for (String string : strings.keySet()) {
            byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
            number(table, utf8.length);
            table.write(utf8);
        }
        bytes.writeTo(whole);
        return whole.toByteArray();
    }
}
