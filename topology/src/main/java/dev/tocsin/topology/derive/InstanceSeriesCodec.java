package dev.tocsin.topology.derive;

import java.nio.BufferUnderflowException;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.derive.Input.Kind;
import dev.tocsin.topology.derive.Input.Part;
import dev.tocsin.topology.store.Bytes;
import dev.tocsin.topology.store.Codec;

/**
 * The stored form of an instance's series, version 1: by input the last point of each series. What they said of open
 * windows isn't stored: the next point of a counter tells its growth since the stored one.
 */
public final class InstanceSeriesCodec implements Codec<InstanceSeries> {

    private static final byte VERSION = 1;

    private final Consumer<String> unreadable;

    /** @param unreadable told the key of a row that can't be read */
    public InstanceSeriesCodec(Consumer<String> unreadable) {
        this.unreadable = unreadable;
    }

    @Override
    public byte[] write(InstanceSeries instance) {
        Bytes out = new Bytes().put(VERSION).fixed(instance.heard).number(instance.inputs.size());
        for (Map.Entry<String, InputSeries> entry : instance.inputs.entrySet()) {
            InputSeries input = entry.getValue();
            out.text(entry.getKey()).put(input.kind.ordinal());
            numbers(out, input.numbers, instance.heard);
            numbers(out, input.bounds, instance.heard);
            out.number(input.histograms.size());
            input.histograms.forEach((key, series) -> histogram(out, key, series, instance.heard));
        }
        return out.done();
    }

    private static void numbers(Bytes out, Map<Long, NumberSeries> all, long heard) {
        out.number(all.size());
        all.forEach((key, series) -> {
            point(out.fixed(key), series, heard);
            out.put(series.part.ordinal()).put(series.counter ? 1 : 0).real(series.value);
        });
    }

    private static void histogram(Bytes out, long key, HistogramSeries series, long heard) {
        point(out.fixed(key), series, heard);
        double[] bounds = series.bounds;
        out.put(bounds == null ? 0 : 1);
        if (bounds == null) {
            out.number(series.scale).number(series.zero).number(series.offset);
        } else {
            out.reals(bounds);
        }
        out.numbers(series.counts);
    }

    private static void point(Bytes out, Series series, long heard) {
        boolean never = series.time == Series.NEVER;
        out.put(never ? 0 : 1).number(never ? 0 : heard - series.time)
                .number(series.start == 0 ? Long.MIN_VALUE : heard - series.start).number(series.step);
    }

    @Override
    public @Nullable InstanceSeries read(String key, byte[] stored) {
        try {
            Bytes.In in = new Bytes.In(stored);
            InstanceSeries instance = in.get() == VERSION ? read(in) : null;
            if (instance != null && !in.hasMore()) {
                return instance;
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException torn) {
            // Counted below, as what is of another version.
        }
        unreadable.accept(key);
        return null;
    }

    private static InstanceSeries read(Bytes.In in) {
        InstanceSeries instance = new InstanceSeries();
        instance.heard = in.fixed();
        for (int inputs = in.size(); inputs > 0; inputs--) {
            String name = in.text();
            InputSeries input = new InputSeries(Kind.values()[in.get()]);
            numbers(in, input.numbers, instance.heard);
            numbers(in, input.bounds, instance.heard);
            for (int left = in.size(); left > 0; left--) {
                input.histograms.put(in.fixed(), histogram(in, instance.heard));
            }
            instance.inputs.put(name, input);
        }
        return instance;
    }

    private static void numbers(Bytes.In in, Map<Long, NumberSeries> all, long heard) {
        for (int left = in.size(); left > 0; left--) {
            long key = in.fixed();
            Series.Last last = last(in, heard);
            NumberSeries series = new NumberSeries(Part.values()[in.get()], in.get() == 1);
            series.value = in.real();
            series.restore(last);
            all.put(key, series);
        }
    }

    private static HistogramSeries histogram(Bytes.In in, long heard) {
        HistogramSeries series = new HistogramSeries();
        series.restore(last(in, heard));
        if (in.get() == 1) {
            series.bounds = in.reals();
        } else {
            series.scale = (int) in.number();
            series.zero = in.number();
            series.offset = (int) in.number();
        }
        series.counts = in.numbers();
        return series;
    }

    private static Series.Last last(Bytes.In in, long heard) {
        boolean never = in.get() == 0;
        long ago = in.number();
        long start = in.number();
        return new Series.Last(never ? Series.NEVER : heard - ago, start == Long.MIN_VALUE ? 0 : heard - start,
                in.number());
    }
}
