package dev.tocsin.escalation.switchboard.stored;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/** Reads what {@link RowWriter} wrote. */
final class RowReader {

    private static final int OVERHEAD = 2 + Integer.BYTES;

    private final String what;

    private final ByteBuffer buffer;
    private int writtenVersion;

    private RowReader(String what, ByteBuffer buffer) {
        this.what = what;
        this.buffer = buffer;
    }

    /**
     * Reads a whole row.
     *
     * @param what it is called in a failure
     * @param version the newest that {@code row} can read
     * @throws TornRowException if the bytes aren't such a row
     */
    static <T> T read(byte[] bytes, String what, char kind, int version, Function<RowReader, T> row) {
        RowReader reader = new RowReader(what, ByteBuffer.wrap(bytes));
        reader.check(kind, version);
        try {
            T value = row.apply(reader);
            if (reader.buffer.hasRemaining()) {
                throw reader.torn(reader.buffer.remaining() + " bytes are left over");
            }
            return value;
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw reader.torn("at byte " + reader.buffer.position() + ": " + e);
        }
    }

    private void check(char kind, int version) {
        int size = buffer.capacity();
        if (size < OVERHEAD) {
            throw torn("too short");
        }
        if (octet() != kind) {
            throw torn("is of another kind");
        }
        int written = octet();
        writtenVersion = written;
        if (written < 1 || written > version) {
            throw torn("version " + written + " isn't known, only 1 to " + version);
        }
        CRC32 sum = new CRC32();
        sum.update(buffer.array(), 0, size - Integer.BYTES);
        if (buffer.getInt(size - Integer.BYTES) != (int) sum.getValue()) {
            throw torn("checksum differs");
        }
        buffer.limit(size - Integer.BYTES);
    }

    private TornRowException torn(String detail) {
        return new TornRowException(what + " row of " + buffer.capacity() + " bytes: " + detail);
    }

    /** The version the row was written in. */
    int version() {
        return writtenVersion;
    }

    int octet() {
        return Byte.toUnsignedInt(buffer.get());
    }

    int integer() {
        return buffer.getInt();
    }

    long number() {
        return buffer.getLong();
    }

    double real() {
        return buffer.getDouble();
    }

    String text() {
        byte[] bytes = new byte[length()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    <E extends Enum<E>> E constant(Class<E> type) {
        int ordinal = octet();
        E[] constants = type.getEnumConstants();
        if (ordinal >= constants.length) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no constant " + ordinal);
        }
        return constants[ordinal];
    }

    Instant instant() {
        return Instant.ofEpochSecond(number(), integer());
    }

    Duration duration() {
        return Duration.ofSeconds(number(), integer());
    }

    <T> @Nullable T maybe(Supplier<T> read) {
        return octet() == 0 ? null : read.get();
    }

    <T> List<T> all(Supplier<T> read) {
        int size = length();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(read.get());
        }
        return values;
    }

    /** Everything takes at least a byte, so that no length is more than what is left. */
    private int length() {
        int length = integer();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("length " + length + " with " + buffer.remaining() + " bytes left");
        }
        return length;
    }
}
