package dev.tocsin.topology.decode.otlp;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.decode.PointBatch;
import dev.tocsin.topology.decode.Words;
import dev.tocsin.topology.telemetry.Attributes;

/** Reads strings, attributes and lists of numbers of the message a reader is in. */
final class ProtoValues {

    private static final int KEY = 1 << 3 | ProtoReader.BYTES;
    private static final int VALUE = 2 << 3 | ProtoReader.BYTES;

    private final ProtoReader reader;
    private final Words words;
    private final PointBatch batch;

    ProtoValues(ProtoReader reader, Words words, PointBatch batch) {
        this.reader = reader;
        this.words = words;
        this.batch = batch;
    }

    /** Reads the rest of the message for a field of text. */
    String text(int field, String absent) throws TornException {
        String found = absent;
        while (reader.more()) {
            int tag = reader.tag();
            if (tag == field) {
                found = string();
            } else {
                reader.skip(tag);
            }
        }
        return found;
    }

    /** Reads the rest of the message for a field that is a list of attributes. */
    void attributes(int field, Attributes.Builder into) throws TornException {
        while (reader.more()) {
            int tag = reader.tag();
            if (tag == field) {
                attribute(into);
            } else {
                reader.skip(tag);
            }
        }
    }

    /** Reads one attribute. Lists, maps and bytes tell nothing apart and are passed over. */
    void attribute(Attributes.Builder into) throws TornException {
        int outer = reader.enter();
        String key = "";
        @Nullable
        String value = null;
        while (reader.more()) {
            int tag = reader.tag();
            if (tag == KEY) {
                key = string();
            } else if (tag == VALUE) {
                value = anyValue();
            } else {
                reader.skip(tag);
            }
        }
        reader.leave(outer);
        if (value != null) {
            batch.attribute(into, key, value);
        }
    }

    private @Nullable String anyValue() throws TornException {
        int outer = reader.enter();
        @Nullable
        String value = null;
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> value = string();
                case 2 << 3 | ProtoReader.VARINT -> value = Boolean.toString(reader.varint() != 0);
                case 3 << 3 | ProtoReader.VARINT -> value = Long.toString(reader.varint());
                case 4 << 3 | ProtoReader.FIXED64 -> value = Double.toString(reader.float64());
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        return value;
    }

    String string() throws TornException {
        int length = reader.length();
        String string = words.of(reader.bytes(), reader.at(), length);
        reader.pass(length);
        return string;
    }

    /** A packed list of 64-bit numbers. */
    void fixed64s(Longs into) throws TornException {
        int outer = reader.enter();
        while (reader.more()) {
            into.add(reader.fixed64());
        }
        reader.leave(outer);
    }

    /** A packed list of numbers of varying length. */
    void varints(Longs into) throws TornException {
        int outer = reader.enter();
        while (reader.more()) {
            into.add(reader.varint());
        }
        reader.leave(outer);
    }
}
