package dev.tocsin.topology.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.tocsin.schemas.frame.Frame;

/** A framed Avro record as it is written, field by field. Reusable; not thread-safe. */
final class AvroBytes {

    private static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_VARINT_BYTES = 10;

    private byte[] bytes = new byte[4096];
    private int length;

    /** Begins a frame. */
    AvroBytes begin(int schemaId) {
        Frame.putHeader(bytes, schemaId);
        length = Frame.HEADER_BYTES;
        return this;
    }

    /** The frame so far. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** An int, a long, an enum's place, a union's branch, or the length of what follows: a zigzag varint. */
    AvroBytes number(long value) {
        room(MOST_VARINT_BYTES);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    AvroBytes bool(boolean value) {
        room(1);
        bytes[length++] = (byte) (value ? 1 : 0);
        return this;
    }

    AvroBytes decimal(double value) {
        room(Double.BYTES);
        DOUBLE.set(bytes, length, value);
        length += Double.BYTES;
        return this;
    }

    AvroBytes text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
