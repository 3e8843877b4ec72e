package dev.tocsin.topology.window;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.store.Codec;

/**
 * The stored form of a service's open windows, version 2: times, rhythm, metric names, then the open windows. One in
 * which every metric has as many samples, the last of them at the same time, says so once; a metric with one sample is
 * one double, one with several is its last value, sum, minimum and maximum. It is written once per commit and changed
 * service, so that it has to be quick and short.
 */
public final class WindowsCodec implements Codec<ServiceWindows> {

    private static final byte VERSION = 2;
    private static final int MOST_OPEN = 100_000;
    private static final int ROW_BYTES = 1 + 8 + 8 + 4 + 4 + 1 + 4 + 4;
    private static final int WINDOW_BYTES = 8 + 4 + 4 + 1 + 4 + 4;
    private static final int SLOT_BYTES = 4 + 4 + 4 * 8;

    private final Consumer<String> unreadable;

    /**
     * @param unreadable told the key of a row that can't be read
     */
    public WindowsCodec(Consumer<String> unreadable) {
        this.unreadable = unreadable;
    }

    @Override
    public byte[] write(ServiceWindows windows) {
        byte[] names = windows.metrics.stored();
        int most = ROW_BYTES + names.length;
        for (Aggregate aggregate : windows.open) {
            most += WINDOW_BYTES + aggregate.slots * SLOT_BYTES;
        }
        ByteBuffer out = ByteBuffer.allocate(most);
        out.put(VERSION).putLong(windows.closedUntil).putLong(windows.newest).putFloat((float) windows.cadence)
                .putFloat((float) windows.delay).put((byte) (windows.silent ? 1 : 0));
        out.putInt(names.length).put(names).putInt(windows.open.size());
        for (Aggregate aggregate : windows.open) {
            write(out, aggregate);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    @Override
    public @Nullable ServiceWindows read(String key, byte[] stored) {
        try {
            ByteBuffer in = ByteBuffer.wrap(stored);
            ServiceWindows windows = in.get() == VERSION ? read(in) : null;
            if (windows != null && !in.hasRemaining()) {
                return windows;
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException torn) {
            // Counted below, as what is of another version or has impossible sizes.
        }
        unreadable.accept(key);
        return null;
    }

    private static ServiceWindows read(ByteBuffer in) {
        ServiceWindows windows = new ServiceWindows();
        windows.closedUntil = in.getLong();
        windows.newest = in.getLong();
        windows.cadence = in.getFloat();
        windows.delay = in.getFloat();
        windows.silent = in.get() == 1;
        byte[] names = new byte[size(in, in.remaining())];
        in.get(names);
        windows.metrics.restore(names);
        windows.metrics.sawAll(windows.newest);
        for (int open = size(in, MOST_OPEN); open > 0; open--) {
            windows.open.addLast(readAggregate(in, windows.metrics.names().size()));
        }
        return windows;
    }

    private static void write(ByteBuffer out, Aggregate aggregate) {
        boolean uniform = aggregate.isUniform();
        out.putLong(aggregate.start).putInt(aggregate.samples).putInt(aggregate.slots).put((byte) (uniform ? 1 : 0));
        for (int slot = 0; slot < aggregate.slots; slot++) {
            if (!uniform || slot == 0) {
                out.putInt(aggregate.count[slot]).putInt((int) (aggregate.lastTime[slot] - aggregate.start));
            }
            if (aggregate.count[slot] > 0) {
                out.putDouble(aggregate.last[slot]);
            }
            if (aggregate.count[slot] > 1) {
                out.putDouble(aggregate.sum[slot]).putDouble(aggregate.min[slot]).putDouble(aggregate.max[slot]);
            }
        }
    }

    private static Aggregate readAggregate(ByteBuffer in, int capacity) {
        Aggregate aggregate = new Aggregate(in.getLong(), Math.max(8, capacity));
        aggregate.samples = in.getInt();
        aggregate.slots = size(in, capacity);
        boolean uniform = in.get() == 1;
        for (int slot = 0; slot < aggregate.slots; slot++) {
            boolean said = !uniform || slot == 0;
            aggregate.count[slot] = said ? in.getInt() : aggregate.count[0];
            aggregate.lastTime[slot] = said ? aggregate.start + in.getInt() : aggregate.lastTime[0];
            if (aggregate.count[slot] > 0) {
                readValues(in, aggregate, slot);
            }
        }
        return aggregate;
    }

    private static void readValues(ByteBuffer in, Aggregate aggregate, int slot) {
        double last = in.getDouble();
        boolean several = aggregate.count[slot] > 1;
        aggregate.last[slot] = last;
        aggregate.sum[slot] = several ? in.getDouble() : last;
        aggregate.min[slot] = several ? in.getDouble() : last;
        aggregate.max[slot] = several ? in.getDouble() : last;
    }

    private static int size(ByteBuffer in, int most) {
        int size = in.getInt();
        if (size < 0 || size > most) {
            throw new IndexOutOfBoundsException("a size of " + size + ", at most " + most);
        }
        return size;
    }
}
