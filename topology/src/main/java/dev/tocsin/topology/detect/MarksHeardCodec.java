package dev.tocsin.topology.detect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Mark;
import dev.tocsin.topology.detect.MarksHeard.Marked;
import dev.tocsin.topology.store.Codec;

/** The stored form: version 1, their number, and per mark its incident and name. */
record MarksHeardCodec(Consumer<String> torn) implements Codec<MarksHeard> {

    private static final byte VERSION = 1;

    @Override
    public byte @Nullable [] write(MarksHeard heard) {
        if (heard.marks().isEmpty()) {
            return null;
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(heard.marks().size());
            for (Marked one : heard.marks()) {
                out.writeUTF(one.incident());
                out.writeUTF(one.mark().name());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public @Nullable MarksHeard read(String key, byte[] stored) {
        try (var in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readByte() != VERSION) {
                torn.accept(key);
                return null;
            }
            List<Marked> marks = new ArrayList<>();
            for (int left = in.readByte(); left > 0; left--) {
                marks.add(new Marked(in.readUTF(), Mark.valueOf(in.readUTF())));
            }
            return new MarksHeard(marks);
        } catch (IOException | IllegalArgumentException e) {
            torn.accept(key);
            return null;
        }
    }
}
