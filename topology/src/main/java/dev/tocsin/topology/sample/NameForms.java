package dev.tocsin.topology.sample;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads a sample's map of metrics, in which each name has eight bytes of value after it, and knows the names of recent
 * samples by their bytes. Bounded; safe for use by many threads.
 */
final class NameForms {

    static final MetricNames NONE = MetricNames.of(List.of());

    private static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final int BITS = 8;
    /** Samples with as many names and the same first one share a place. */
    private static final int WAYS = 4;
    private static final int MOST_NAMES = 256;
    private static final int MOST_BYTES = 16 << 10;

    private final @Nullable Form[] recent = new @Nullable Form[WAYS << BITS];

    /**
     * Names of one order.
     *
     * @param bytes of all names, each with its length before it
     * @param ends where each name ends in them
     */
    private record Form(MetricNames names, byte[] bytes, int[] ends) {

        /** Reads as many values as there are names; false if the names are others. */
        boolean read(byte[] from, int position, double[] values) {
            if (ends.length != values.length || from.length - position < bytes.length + Double.BYTES * ends.length) {
                return false;
            }
            int at = position;
            int start = 0;
            for (int index = 0; index < ends.length; index++) {
                int end = ends[index];
                if (!Arrays.equals(bytes, start, end, from, at, at + end - start)) {
                    return false;
                }
                at += end - start;
                values[index] = (double) DOUBLE.get(from, at);
                at += Double.BYTES;
                start = end;
            }
            return true;
        }
    }

    /**
     * Reads as many metrics as {@code values} has room for, and returns their names.
     *
     * @throws IllegalArgumentException if one is there twice
     */
    MetricNames read(AvroCursor in, double[] values) {
        int from = in.position();
        in.skipString();
        int place = Bytes.place(in.bytes(), from, in.position(), BITS) * WAYS;
        for (int way = 0; way < WAYS; way++) {
            Form form = recent[place + way];
            if (form != null && form.read(in.bytes(), from, values)) {
                in.moveTo(from + form.bytes.length + Double.BYTES * values.length);
                return form.names;
            }
        }
        in.moveTo(from);
        Form made = readNew(in, values);
        if (values.length <= MOST_NAMES && made.bytes.length <= MOST_BYTES) {
            recent[place + Math.floorMod(made.names.hashCode(), WAYS)] = made;
        }
        return made.names;
    }

    private static Form readNew(AvroCursor in, double[] values) {
        int from = in.position();
        List<String> names = new ArrayList<>(values.length);
        int[] ends = new int[values.length];
        byte[] bytes = new byte[in.bytes().length - from];
        int length = 0;
        for (int index = 0; index < values.length; index++) {
            int start = in.position();
            names.add(in.readString());
            int nameBytes = in.position() - start;
            System.arraycopy(in.bytes(), start, bytes, length, nameBytes);
            length += nameBytes;
            ends[index] = length;
            values[index] = (double) DOUBLE.get(in.bytes(), in.position());
            in.moveTo(in.position() + Double.BYTES);
        }
        return new Form(MetricNames.of(names), Arrays.copyOf(bytes, length), ends);
    }
}
