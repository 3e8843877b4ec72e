package dev.tocsin.topology.change;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.topology.store.Codec;

/** The stored form: version 1, their number, and per change its time in epoch milliseconds, kind and reference. */
public record PendingChangesCodec(Consumer<String> torn) implements Codec<PendingChanges> {

    private static final byte VERSION = 1;

    @Override
    public byte @Nullable [] write(PendingChanges pending) {
        if (pending.isEmpty()) {
            return null;
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(pending.changes().size());
            for (Change change : pending.changes()) {
                out.writeLong(change.at().toEpochMilli());
                out.writeUTF(change.kind().name());
                out.writeUTF(change.ref());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public @Nullable PendingChanges read(String key, byte[] stored) {
        try (var in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readByte() != VERSION) {
                torn.accept(key);
                return null;
            }
            ServiceId service = ServiceId.parse(key);
            int count = in.readByte();
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                changes.add(new Change(service, Instant.ofEpochMilli(in.readLong()), Change.Kind.valueOf(in.readUTF()),
                        in.readUTF()));
            }
            return new PendingChanges(changes);
        } catch (IOException | IllegalArgumentException e) {
            torn.accept(key);
            return null;
        }
    }
}
