package dev.tocsin.detectors.stored;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what the sink wrote; the checksum was verified before. */
record Source(ByteBuffer buffer) {

    int integer() {
        return buffer.getInt();
    }

    long number() {
        return buffer.getLong();
    }

    double real() {
        return buffer.getDouble();
    }

    float single() {
        return buffer.getFloat();
    }

    String string() {
        byte[] bytes = new byte[integer()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    double[] reals() {
        double[] values = new double[integer()];
        buffer.asDoubleBuffer().get(values);
        buffer.position(buffer.position() + values.length * Double.BYTES);
        return values;
    }

    float[] floats() {
        float[] values = new float[integer()];
        buffer.asFloatBuffer().get(values);
        buffer.position(buffer.position() + values.length * Float.BYTES);
        return values;
    }

    short[] shorts() {
        short[] values = new short[integer()];
        buffer.asShortBuffer().get(values);
        buffer.position(buffer.position() + values.length * Short.BYTES);
        return values;
    }

    boolean[] flags() {
        boolean[] values = new boolean[integer()];
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.get() != 0;
        }
        return values;
    }
}
