package dev.tocsin.topology.decode.otlp;

import dev.tocsin.topology.decode.otlp.MetricHead.Kind;

/** Reads data points. The kinds number their fields differently. */
final class ProtoPoints {

    private static final int FIXED64 = ProtoReader.FIXED64;
    private static final int BYTES = ProtoReader.BYTES;
    private static final int VARINT = ProtoReader.VARINT;

    private final ProtoReader reader;
    private final ProtoValues values;

    ProtoPoints(ProtoReader reader, ProtoValues values) {
        this.reader = reader;
        this.values = values;
    }

    /** Reads the message the reader is in to its end. */
    void read(Kind kind, DataPoint point) throws TornException {
        while (reader.more()) {
            int tag = reader.tag();
            switch (kind) {
                case GAUGE, SUM -> number(tag, point);
                case HISTOGRAM -> histogram(tag, point);
                case EXPONENTIAL_HISTOGRAM -> exponential(tag, point);
                case SUMMARY -> summary(tag, point);
                case NONE -> reader.skip(tag);
            }
        }
    }

    private void number(int tag, DataPoint point) throws TornException {
        switch (tag) {
            case 2 << 3 | FIXED64 -> point.startNanos = reader.fixed64();
            case 3 << 3 | FIXED64 -> point.nanos = reader.fixed64();
            case 4 << 3 | FIXED64 -> value(point, reader.float64());
            case 6 << 3 | FIXED64 -> value(point, reader.fixed64());
            case 7 << 3 | BYTES -> values.attribute(point.attributes);
            case 8 << 3 | VARINT -> point.flags = reader.varint();
            default -> reader.skip(tag);
        }
    }

    private static void value(DataPoint point, double value) {
        point.value = value;
        point.hasValue = true;
    }

    private void histogram(int tag, DataPoint point) throws TornException {
        switch (tag) {
            case 2 << 3 | FIXED64 -> point.startNanos = reader.fixed64();
            case 3 << 3 | FIXED64 -> point.nanos = reader.fixed64();
            case 4 << 3 | FIXED64 -> point.count = reader.fixed64();
            case 5 << 3 | FIXED64 -> point.sum = reader.float64();
            case 6 << 3 | BYTES -> values.fixed64s(point.counts);
            case 6 << 3 | FIXED64 -> point.counts.add(reader.fixed64());
            case 7 << 3 | BYTES -> values.fixed64s(point.bounds);
            case 7 << 3 | FIXED64 -> point.bounds.add(reader.fixed64());
            case 9 << 3 | BYTES -> values.attribute(point.attributes);
            case 10 << 3 | VARINT -> point.flags = reader.varint();
            case 11 << 3 | FIXED64 -> point.min = reader.float64();
            case 12 << 3 | FIXED64 -> point.max = reader.float64();
            default -> reader.skip(tag);
        }
    }

    private void exponential(int tag, DataPoint point) throws TornException {
        switch (tag) {
            case 1 << 3 | BYTES -> values.attribute(point.attributes);
            case 2 << 3 | FIXED64 -> point.startNanos = reader.fixed64();
            case 3 << 3 | FIXED64 -> point.nanos = reader.fixed64();
            case 4 << 3 | FIXED64 -> point.count = reader.fixed64();
            case 5 << 3 | FIXED64 -> point.sum = reader.float64();
            case 6 << 3 | VARINT -> point.scale = reader.zigzag();
            case 7 << 3 | FIXED64 -> point.zeroCount = reader.fixed64();
            case 8 << 3 | BYTES -> side(point.positive);
            case 9 << 3 | BYTES -> side(point.negative);
            case 10 << 3 | VARINT -> point.flags = reader.varint();
            case 12 << 3 | FIXED64 -> point.min = reader.float64();
            case 13 << 3 | FIXED64 -> point.max = reader.float64();
            case 14 << 3 | FIXED64 -> point.zeroThreshold = reader.float64();
            default -> reader.skip(tag);
        }
    }

    private void side(DataPoint.Side side) throws TornException {
        int outer = reader.enter();
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag) {
                case 1 << 3 | VARINT -> side.offset = reader.zigzag();
                case 2 << 3 | BYTES -> values.varints(side.counts);
                case 2 << 3 | VARINT -> side.counts.add(reader.varint());
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
    }

    private void summary(int tag, DataPoint point) throws TornException {
        switch (tag) {
            case 2 << 3 | FIXED64 -> point.startNanos = reader.fixed64();
            case 3 << 3 | FIXED64 -> point.nanos = reader.fixed64();
            case 4 << 3 | FIXED64 -> point.count = reader.fixed64();
            case 5 << 3 | FIXED64 -> point.sum = reader.float64();
            case 6 << 3 | BYTES -> quantile(point);
            case 7 << 3 | BYTES -> values.attribute(point.attributes);
            case 8 << 3 | VARINT -> point.flags = reader.varint();
            default -> reader.skip(tag);
        }
    }

    private void quantile(DataPoint point) throws TornException {
        int outer = reader.enter();
        long quantile = 0;
        long value = 0;
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag) {
                case 1 << 3 | FIXED64 -> quantile = reader.fixed64();
                case 2 << 3 | FIXED64 -> value = reader.fixed64();
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        point.bounds.add(quantile);
        point.counts.add(value);
    }
}
