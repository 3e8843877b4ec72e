package dev.tocsin.topology.derive;

import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Input.Kind;
import dev.tocsin.topology.derive.Input.Part;
import dev.tocsin.topology.store.Bytes;

/**
 * A mapped sample on the internal topic that re-keys by service, version 1. Its first byte is {@value #FIRST}, which no
 * framed Avro begins with. Inputs are written once, times as distances; a sample of a hundred series has about 2 kB.
 */
public final class MappedSampleCodec {

    /** The first byte. */
    public static final byte FIRST = 1;

    private static final int LEVEL = 0;
    private static final int COUNT = 1;
    private static final int BUCKETS = 2;
    private static final int EXPONENTIAL = 3;
    private static final int UP_TO = 4;

    private MappedSampleCodec() {}

    public static byte[] write(MappedSample sample) {
        long base = sample.newest();
        Bytes out = new Bytes().put(FIRST).text(sample.service().namespace()).text(sample.service().service())
                .text(sample.instance()).number(base).number(sample.inputs().size());
        sample.inputs().forEach(input -> write(out, input));
        out.number(sample.observations().size());
        double[] bounds = new double[0];
        for (Observation observation : sample.observations()) {
            out.number(observation.input()).fixed(observation.series()).number(base - observation.time());
            bounds = write(out, observation, base, bounds);
        }
        return out.done();
    }

    /** The sample of bytes; null where they can't be read. */
    public static @Nullable MappedSample read(byte[] bytes) {
        try {
            Bytes.In in = new Bytes.In(bytes);
            if (in.get() != FIRST) {
                return null;
            }
            ServiceId service = new ServiceId(in.text(), in.text());
            String instance = in.text();
            long base = in.number();
            List<Input> inputs = new ArrayList<>();
            for (int left = in.size(); left > 0; left--) {
                inputs.add(input(in));
            }
            return new MappedSample(service, instance, inputs, observations(in, base, inputs.size()));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException torn) {
            return null;
        }
    }

    private static void write(Bytes out, Input input) {
        out.text(input.name()).number(input.rank()).real(input.factor()).put(input.kind().ordinal())
                .put(input.within().ordinal()).put(input.over().ordinal()).number(input.quantiles().size());
        input.quantiles().forEach(out::real);
    }

    private static Input input(Bytes.In in) {
        String name = in.text();
        int rank = (int) in.number();
        double factor = in.real();
        Kind kind = Kind.values()[in.get()];
        Combine within = Combine.values()[in.get()];
        Combine over = Combine.values()[in.get()];
        List<Double> quantiles = new ArrayList<>();
        for (int left = in.size(); left > 0; left--) {
            quantiles.add(in.real());
        }
        return new Input(name, rank, factor, kind, within, over, quantiles);
    }

    /**
     * @param bounds of the histogram before: the same aren't written again
     * @return those of the histogram after
     */
    private static double[] write(Bytes out, Observation observation, long base, double[] bounds) {
        switch (observation) {
            case Observation.Level level -> out.put(LEVEL).put(level.part().ordinal()).real(level.value());
            case Observation.Count count -> start(out.put(COUNT).put(count.part().ordinal()), count.start(),
                    count.delta(), base).real(count.value());
            case Observation.Buckets buckets -> {
                boolean same = Arrays.equals(bounds, buckets.bounds());
                start(out.put(BUCKETS), buckets.start(), buckets.delta(), base).put(same ? 1 : 0);
                (same ? out : out.reals(buckets.bounds())).numbers(buckets.counts());
                return buckets.bounds();
            }
            case Observation.Exponential buckets -> start(out.put(EXPONENTIAL), buckets.start(), buckets.delta(), base)
                    .number(buckets.scale()).number(buckets.zero()).number(buckets.offset()).numbers(buckets.counts());
            case Observation.UpTo up -> start(out.put(UP_TO), up.start(), up.delta(), base).real(up.bound())
                    .real(up.value());
        }
        return bounds;
    }

    private static Bytes start(Bytes out, long start, boolean delta, long base) {
        return out.put(delta ? 1 : 0).number(start == 0 ? Long.MIN_VALUE : base - start);
    }

    private static long start(Bytes.In in, long base) {
        long distance = in.number();
        return distance == Long.MIN_VALUE ? 0 : base - distance;
    }

    private static List<Observation> observations(Bytes.In in, long base, int inputs) {
        int size = in.size();
        List<Observation> observations = new ArrayList<>(size);
        double[] bounds = new double[0];
        for (int left = size; left > 0; left--) {
            int input = Objects.checkIndex((int) in.number(), inputs);
            long series = in.fixed();
            long time = base - in.number();
            int form = in.get();
            if (form == BUCKETS) {
                boolean delta = in.get() == 1;
                long start = start(in, base);
                bounds = in.get() == 1 ? bounds : in.reals();
                observations.add(new Observation.Buckets(input, series, time, start, delta, bounds, in.numbers()));
            } else {
                observations.add(number(in, form, input, series, time, base));
            }
        }
        return observations;
    }

    private static Observation number(Bytes.In in, int form, int input, long series, long time, long base) {
        if (form == LEVEL) {
            return new Observation.Level(input, Part.values()[in.get()], series, time, in.real());
        }
        Part part = form == COUNT ? Part.values()[in.get()] : Part.WHOLE;
        boolean delta = in.get() == 1;
        long start = start(in, base);
        return switch (form) {
            case COUNT -> new Observation.Count(input, part, series, time, start, delta, in.real());
            case EXPONENTIAL -> new Observation.Exponential(input, series, time, start, delta, (int) in.number(),
                    in.number(), (int) in.number(), in.numbers());
            case UP_TO -> new Observation.UpTo(input, series, time, start, delta, in.real(), in.real());
            default -> throw new IllegalArgumentException("no form " + form);
        };
    }
}
