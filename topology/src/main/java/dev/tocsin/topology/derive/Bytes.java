package dev.tocsin.topology.derive;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are written one after the other, short numbers short: the compact forms of this package. */
final class Bytes {

    private byte[] buffer = new byte[512];
    private int length;

    Bytes put(int one) {
        room(1);
        buffer[length++] = (byte) one;
        return this;
    }

    /** A whole number, near zero in one byte: zigzag and seven bits a byte. */
    Bytes number(long value) {
        room(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            buffer[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
        return this;
    }

    Bytes fixed(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    Bytes real(double value) {
        return fixed(Double.doubleToRawLongBits(value));
    }

    Bytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, buffer, length, utf8.length);
        length += utf8.length;
        return this;
    }

    Bytes numbers(long[] values) {
        number(values.length);
        for (long value : values) {
            number(value);
        }
        return this;
    }

    Bytes reals(double[] values) {
        number(values.length);
        for (double value : values) {
            real(value);
        }
        return this;
    }

    byte[] done() {
        return Arrays.copyOf(buffer, length);
    }

    private void room(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }

    /**
     * Reads what {@link Bytes} wrote.
     *
     * @throws BufferUnderflowException if it is torn
     */
    static final class In {

        private final ByteBuffer in;

        In(byte[] bytes) {
            this.in = ByteBuffer.wrap(bytes);
        }

        int get() {
            return in.get();
        }

        long number() {
            long rest = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = in.get();
                rest |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return rest >>> 1 ^ -(rest & 1);
                }
            }
            throw new BufferUnderflowException();
        }

        /** A count of things that take at least a byte each. */
        int size() {
            long size = number();
            if (size < 0 || size > in.remaining()) {
                throw new BufferUnderflowException();
            }
            return (int) size;
        }

        long fixed() {
            return in.getLong();
        }

        double real() {
            return in.getDouble();
        }

        String text() {
            byte[] utf8 = new byte[size()];
            in.get(utf8);
            return new String(utf8, StandardCharsets.UTF_8);
        }

        long[] numbers() {
            long[] values = new long[size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = number();
            }
            return values;
        }

        double[] reals() {
            double[] values = new double[size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.getDouble();
            }
            return values;
        }

        boolean hasMore() {
            return in.hasRemaining();
        }
    }
}
