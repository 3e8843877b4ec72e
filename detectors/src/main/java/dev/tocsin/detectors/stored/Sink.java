package dev.tocsin.detectors.stored;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Grows as it is written to. */
final class Sink {

    private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int size = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
            buffer = ByteBuffer.allocate(size).put(buffer.flip());
        }
        return buffer;
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

    void single(float value) {
        room(Float.BYTES).putFloat(value);
    }

    void string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        integer(bytes.length);
        room(bytes.length).put(bytes);
    }

    void reals(double[] values) {
        integer(values.length);
        room(values.length * Double.BYTES).asDoubleBuffer().put(values);
        buffer.position(buffer.position() + values.length * Double.BYTES);
    }

    void floats(float[] values) {
        integer(values.length);
        room(values.length * Float.BYTES).asFloatBuffer().put(values);
        buffer.position(buffer.position() + values.length * Float.BYTES);
    }

    void shorts(short[] values) {
        integer(values.length);
        room(values.length * Short.BYTES).asShortBuffer().put(values);
        buffer.position(buffer.position() + values.length * Short.BYTES);
    }

    void flags(boolean[] values) {
        integer(values.length);
        for (boolean value : values) {
            room(1).put((byte) (value ? 1 : 0));
        }
    }

    byte[] sealed() {
        byte[] body = new byte[buffer.position()];
        buffer.get(0, body);
        integer(Seal.checksum(body, body.length));
        byte[] all = new byte[buffer.position()];
        buffer.get(0, all);
        return all;
    }
}
