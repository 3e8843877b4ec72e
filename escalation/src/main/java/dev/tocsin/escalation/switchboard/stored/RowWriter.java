package dev.tocsin.escalation.switchboard.stored;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * Bytes of one row, big-endian: kind, version, the row's fields in their order, CRC-32 of all that. Texts are UTF-8 and,
 * as collections, begin with their length; what may be absent begins with a flag; constants are their ordinals.
 */
final class RowWriter {

    private ByteBuffer buffer = ByteBuffer.allocate(512);

    RowWriter(char kind, int version) {
        octet(kind);
        octet(version);
    }

    void octet(int value) {
        room(1).put((byte) value);
    }

    void integer(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void number(long value) {
        room(Long.BYTES).putLong(value);
    }

    void real(double value) {
        room(Double.BYTES).putDouble(value);
    }

    void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        integer(bytes.length);
        room(bytes.length).put(bytes);
    }

    void constant(Enum<?> value) {
        octet(value.ordinal());
    }

    void instant(Instant value) {
        number(value.getEpochSecond());
        integer(value.getNano());
    }

    void duration(Duration value) {
        number(value.getSeconds());
        integer(value.getNano());
    }

    <T> void maybe(@Nullable T value, Consumer<T> write) {
        octet(value == null ? 0 : 1);
        if (value != null) {
            write.accept(value);
        }
    }

    <T> void all(Collection<T> values, Consumer<T> write) {
        integer(values.size());
        values.forEach(write);
    }

    byte[] sealed() {
        CRC32 sum = new CRC32();
        sum.update(buffer.array(), 0, buffer.position());
        integer((int) sum.getValue());
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int size = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer = ByteBuffer.allocate(size).put(buffer.flip());
        }
        return buffer;
    }
}
