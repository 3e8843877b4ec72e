package dev.tocsin.topology.window;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.store.Codec;

/**
 * The stored form of a service's open windows, version 1: times, rhythm, metric names, then per open window and slot
 * the count and, where there were several samples, sum, min, max and last. A slot with one sample is one double.
 */
public final class WindowsCodec implements Codec<ServiceWindows> {

    private static final int VERSION = 1;
    private static final int MOST_SLOTS = 100_000;

    private final Consumer<String> unreadable;

    /**
     * @param unreadable told the key of a row that can't be read
     */
    public WindowsCodec(Consumer<String> unreadable) {
        this.unreadable = unreadable;
    }

    @Override
    public byte[] write(ServiceWindows windows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(windows.closedUntil);
            out.writeLong(windows.newest);
            out.writeFloat((float) windows.cadence);
            out.writeFloat((float) windows.delay);
            out.writeBoolean(windows.silent);
            out.writeInt(windows.metrics.names().size());
            for (String name : windows.metrics.names()) {
                out.writeUTF(name);
            }
            out.writeInt(windows.open.size());
            for (Aggregate aggregate : windows.open) {
                write(out, aggregate);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public @Nullable ServiceWindows read(String key, byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readByte() != VERSION) {
                unreadable.accept(key);
                return null;
            }
            ServiceWindows windows = new ServiceWindows();
            windows.closedUntil = in.readLong();
            windows.newest = in.readLong();
            windows.cadence = in.readFloat();
            windows.delay = in.readFloat();
            windows.silent = in.readBoolean();
            for (int names = size(in); names > 0; names--) {
                windows.metrics.of(in.readUTF(), Integer.MAX_VALUE);
            }
            for (int open = size(in); open > 0; open--) {
                windows.open.addLast(readAggregate(in, windows.metrics.names().size()));
            }
            return windows;
        } catch (IOException | IndexOutOfBoundsException torn) {
            unreadable.accept(key);
            return null;
        }
    }

    private static void write(DataOutputStream out, Aggregate aggregate) throws IOException {
        out.writeLong(aggregate.start);
        out.writeInt(aggregate.samples);
        out.writeInt(aggregate.slots);
        for (int slot = 0; slot < aggregate.slots; slot++) {
            int count = aggregate.count[slot];
            out.writeInt(count);
            if (count > 0) {
                out.writeDouble(aggregate.last[slot]);
                out.writeInt((int) (aggregate.lastTime[slot] - aggregate.start));
            }
            if (count > 1) {
                out.writeDouble(aggregate.sum[slot]);
                out.writeDouble(aggregate.min[slot]);
                out.writeDouble(aggregate.max[slot]);
            }
        }
    }

    private static Aggregate readAggregate(DataInputStream in, int capacity) throws IOException {
        Aggregate aggregate = new Aggregate(in.readLong(), Math.max(8, capacity));
        aggregate.samples = in.readInt();
        aggregate.slots = size(in);
        for (int slot = 0; slot < aggregate.slots; slot++) {
            int count = in.readInt();
            aggregate.count[slot] = count;
            if (count > 0) {
                double last = in.readDouble();
                aggregate.last[slot] = last;
                aggregate.lastTime[slot] = aggregate.start + in.readInt();
                aggregate.sum[slot] = count > 1 ? in.readDouble() : last;
                aggregate.min[slot] = count > 1 ? in.readDouble() : last;
                aggregate.max[slot] = count > 1 ? in.readDouble() : last;
            }
        }
        return aggregate;
    }

    private static int size(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST_SLOTS) {
            throw new IOException("a size of " + size);
        }
        return size;
    }
}
