package dev.tocsin.topology.window;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.limits.ServiceLimits;

/**
 * Reads the stored form of open windows that was written before names had a row of their own: names, then per window and
 * metric last value, sum, minimum and maximum, of which a window goes on from the sums.
 */
final class LayoutTwo {

    static final byte VERSION = 2;

    private static final int MOST_OPEN = 100_000;

    private LayoutTwo() {}

    /**
     * The windows of a row; null where bytes are left over.
     *
     * @throws BufferUnderflowException or {@link IndexOutOfBoundsException} if it is torn
     */
    static @Nullable ServiceWindows read(byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored, 1, stored.length - 1);
        ServiceWindows windows = new ServiceWindows();
        windows.closedUntil = in.getLong();
        windows.newest = in.getLong();
        windows.cadence = in.getFloat();
        windows.delay = in.getFloat();
        windows.silent = in.get() == 1;
        windows.heard = windows.cadence > 0 ? ServiceLimits.SETTLED : 0; // it was heard at more than one time
        byte[] names = new byte[size(in, in.remaining())];
        in.get(names);
        windows.metrics.restore(names);
        windows.metrics.sawAll(windows.newest);
        for (int open = size(in, MOST_OPEN); open > 0; open--) {
            windows.open.addLast(readAggregate(in, windows.metrics.names().size()));
        }
        return in.hasRemaining() ? null : windows;
    }

    private static Aggregate readAggregate(ByteBuffer in, int capacity) {
        Aggregate aggregate = new Aggregate(in.getLong(), Math.max(8, capacity));
        aggregate.samples = in.getInt();
        aggregate.slots = size(in, capacity);
        boolean uniform = in.get() == 1;
        for (int slot = 0; slot < aggregate.slots; slot++) {
            if (!uniform || slot == 0) {
                aggregate.count[slot] = in.getInt();
                in.getInt();
            } else {
                aggregate.count[slot] = aggregate.count[0];
            }
            if (aggregate.count[slot] > 0) {
                double last = in.getDouble();
                aggregate.sum[slot] = aggregate.count[slot] > 1 ? sumBeforeBounds(in) : last;
            }
        }
        return aggregate;
    }

    private static double sumBeforeBounds(ByteBuffer in) {
        double sum = in.getDouble();
        in.getDouble();
        in.getDouble();
        return sum;
    }

    private static int size(ByteBuffer in, int most) {
        int size = in.getInt();
        if (size < 0 || size > most) {
            throw new IndexOutOfBoundsException("a size of " + size + ", at most " + most);
        }
        return size;
    }
}
