package dev.tocsin.topology.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are written one after the other, short numbers short: compact stored forms. */
public final class Bytes {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] buffer = new byte[512];
    private int length;

    public Bytes put(int one) {
        room(1);
        buffer[length++] = (byte) one;
        return this;
    }

    /** A whole number, near zero in one byte: zigzag and seven bits a byte. */
    public Bytes number(long value) {
        room(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            buffer[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
        return this;
    }

    public Bytes fixed(long value) {
        room(8);
        LONG.set(buffer, length, value);
        length += 8;
        return this;
    }

    public Bytes single(float value) {
        room(4);
        INT.set(buffer, length, Float.floatToRawIntBits(value));
        length += 4;
        return this;
    }

    public Bytes real(double value) {
        return fixed(Double.doubleToRawLongBits(value));
    }

    public Bytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, buffer, length, utf8.length);
        length += utf8.length;
        return this;
    }

    public Bytes numbers(long[] values) {
        number(values.length);
        for (long value : values) {
            number(value);
        }
        return this;
    }

    public Bytes reals(double[] values) {
        number(values.length);
        for (double value : values) {
            real(value);
        }
        return this;
    }

    /**
     * The first of some numbers, byte by byte: the first bytes of all, then the second ones, and so on. As many bytes as one
     * after the other, but alike ones side by side, which compresses.
     */
    public Bytes columns(double[] values, int count) {
        room(Double.BYTES * count);
        for (int index = 0; index < count; index++) {
            long bits = Double.doubleToRawLongBits(values[index]);
            for (int column = Double.BYTES - 1; column >= 0; column--) {
                buffer[length + column * count + index] = (byte) bits;
                bits >>>= Byte.SIZE;
            }
        }
        length += Double.BYTES * count;
        return this;
    }

    public byte[] done() {
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
    public static final class In {

        private final ByteBuffer in;

        public In(byte[] bytes) {
            this.in = ByteBuffer.wrap(bytes);
        }

        public int get() {
            return in.get();
        }

        public long number() {
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
        public int size() {
            long size = number();
            if (size < 0 || size > in.remaining()) {
                throw new BufferUnderflowException();
            }
            return (int) size;
        }

        public long fixed() {
            return in.getLong();
        }

        public float single() {
            return in.getFloat();
        }

        public double real() {
            return in.getDouble();
        }

        public String text() {
            byte[] utf8 = new byte[size()];
            in.get(utf8);
            return new String(utf8, StandardCharsets.UTF_8);
        }

        public long[] numbers() {
            long[] values = new long[size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = number();
            }
            return values;
        }

        public double[] reals() {
            double[] values = new double[size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.getDouble();
            }
            return values;
        }

        /** So many numbers that were written byte by byte. */
        public double[] columns(int count) {
            if (count > in.remaining() / Double.BYTES) {
                throw new BufferUnderflowException();
            }
            long[] bits = new long[count];
            for (int column = 0; column < Double.BYTES; column++) {
                for (int index = 0; index < count; index++) {
                    bits[index] = bits[index] << Byte.SIZE | in.get() & 0xFF;
                }
            }
            return Arrays.stream(bits).mapToDouble(Double::longBitsToDouble).toArray();
        }

        public boolean hasMore() {
            return in.hasRemaining();
        }
    }
}
