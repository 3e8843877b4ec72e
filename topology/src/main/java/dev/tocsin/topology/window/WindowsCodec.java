package dev.tocsin.topology.window;

import java.nio.BufferUnderflowException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.store.Bytes;
import dev.tocsin.topology.store.Codec;

/**
 * The stored form of a service's open windows, version 4: times, rhythm, then per open window how many samples the metrics
 * had, once where all had as many, and their sums, byte by byte. The metrics' names are in a row of their own, which is
 * written when one appears or goes. It is written once per commit and changed service, so that it has to be quick and
 * short. Rows of versions 2 and 3 are read too.
 */
public final class WindowsCodec implements Codec<ServiceWindows> {

    private static final byte VERSION = 4;
    /** Each sum behind its count. */
    private static final byte SUM_BY_SUM = 3;
    private static final int SILENT = 1;
    /** Beside it: in how many windows the service was heard. */
    private static final int HEARD = 2;

    private final Consumer<String> unreadable;

    /**
     * @param unreadable told the key of a row that can't be read
     */
    public WindowsCodec(Consumer<String> unreadable) {
        this.unreadable = unreadable;
    }

    @Override
    public byte[] write(ServiceWindows windows) {
        Bytes out = new Bytes().put(VERSION).put((windows.silent ? SILENT : 0) + HEARD * windows.heard)
                .fixed(windows.closedUntil);
        out.number(windows.newest - windows.closedUntil).number(windows.taskNewest - windows.newest)
                .number(windows.taskReached - windows.taskNewest).single(windows.cadence).single(windows.delay);
        out.number(windows.metrics.names().size()).number(windows.open.size());
        for (Aggregate aggregate : windows.open) {
            write(out, aggregate, windows.closedUntil);
        }
        return out.done();
    }

    private static void write(Bytes out, Aggregate aggregate, long closedUntil) {
        boolean uniform = aggregate.slots > 0 && aggregate.count[0] > 0 && aggregate.isUniform();
        out.number(aggregate.start - closedUntil).number(aggregate.samples).number(aggregate.slots)
                .number(uniform ? aggregate.count[0] : 0);
        if (uniform) {
            out.columns(aggregate.sum, aggregate.slots);
        } else {
            writeEach(out, aggregate);
        }
    }

    private static void writeEach(Bytes out, Aggregate aggregate) {
        double[] sums = new double[aggregate.slots];
        int heard = 0;
        for (int slot = 0; slot < aggregate.slots; slot++) {
            out.number(aggregate.count[slot]);
            if (aggregate.count[slot] > 0) {
                sums[heard++] = aggregate.sum[slot];
            }
        }
        out.columns(sums, heard);
    }

    @Override
    public byte[] beside(ServiceWindows windows) {
        return windows.metrics.stored();
    }

    @Override
    public @Nullable ServiceWindows read(String key, byte[] stored) {
        return read(key, stored, () -> null);
    }

    @Override
    public @Nullable ServiceWindows read(String key, byte[] stored, Supplier<byte @Nullable []> beside) {
        try {
            ServiceWindows windows = switch (stored.length == 0 ? 0 : stored[0]) {
                case VERSION, SUM_BY_SUM -> read(new Bytes.In(stored), beside.get());
                case LayoutTwo.VERSION -> LayoutTwo.read(stored);
                default -> null;
            };
            if (windows != null) {
                return windows;
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException torn) {
            // Counted below, as what is of another version or has impossible sizes.
        }
        unreadable.accept(key);
        return null;
    }

    /** Null where the names aren't those of the row, or bytes are left over. */
    private static @Nullable ServiceWindows read(Bytes.In in, byte @Nullable [] names) {
        ServiceWindows windows = new ServiceWindows();
        int version = in.get();
        int state = in.get();
        windows.silent = (state & SILENT) != 0;
        windows.mute = windows.silent;
        windows.heard = state / HEARD;
        windows.closedUntil = in.fixed();
        windows.newest = windows.closedUntil + in.number();
        windows.taskNewest = windows.newest + in.number();
        windows.taskReached = windows.taskNewest + in.number();
        windows.cadence = in.single();
        windows.delay = in.single();
        if (names != null) {
            windows.metrics.restore(names);
        }
        windows.metrics.sawAll(windows.newest);
        int metrics = windows.metrics.names().size();
        if (in.number() != metrics) {
            return null;
        }
        for (int open = in.size(); open > 0; open--) {
            windows.open.addLast(readAggregate(in, version, windows.closedUntil, metrics));
        }
        return in.hasMore() ? null : windows;
    }

    private static Aggregate readAggregate(Bytes.In in, int version, long closedUntil, int capacity) {
        Aggregate aggregate = new Aggregate(closedUntil + in.number(), Math.max(8, capacity));
        aggregate.samples = (int) in.number();
        aggregate.slots = in.size();
        int all = (int) in.number();
        if (version == SUM_BY_SUM) {
            readSumBySum(in, aggregate, all);
        } else {
            readColumns(in, aggregate, all);
        }
        return aggregate;
    }

    private static void readColumns(Bytes.In in, Aggregate aggregate, int all) {
        int heard = 0;
        for (int slot = 0; slot < aggregate.slots; slot++) {
            aggregate.count[slot] = all > 0 ? all : (int) in.number();
            heard += aggregate.count[slot] > 0 ? 1 : 0;
        }
        double[] sums = in.columns(heard);
        int next = 0;
        for (int slot = 0; slot < aggregate.slots; slot++) {
            aggregate.sum[slot] = aggregate.count[slot] > 0 ? sums[next++] : 0;
        }
    }

    private static void readSumBySum(Bytes.In in, Aggregate aggregate, int all) {
        for (int slot = 0; slot < aggregate.slots; slot++) {
            aggregate.count[slot] = all > 0 ? all : (int) in.number();
            aggregate.sum[slot] = aggregate.count[slot] > 0 ? in.real() : 0;
        }
    }
}
