package dev.tocsin.topology.outside;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.store.Codec;

/**
 * The stored form, version 2: until when in epoch milliseconds, how many windows were heard, and the verdicts as Avro's
 * single-object encoding. Version 1 didn't count windows; such services are settled.
 */
record PendingCodec(Consumer<String> torn) implements Codec<Pending> {

    private static final byte UNCOUNTED = 1;
    private static final byte VERSION = 2;

    @Override
    public byte[] write(Pending pending) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(pending.usedUntil().toEpochMilli());
            out.writeByte(pending.heard());
            out.writeByte(pending.waiting().size());
            for (OutsideVerdict verdict : pending.waiting()) {
                ByteBuffer encoded = verdict.toByteBuffer();
                out.writeInt(encoded.remaining());
                out.write(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public @Nullable Pending read(String key, byte[] stored) {
        try (var in = new DataInputStream(new ByteArrayInputStream(stored))) {
            byte version = in.readByte();
            if (version == VERSION || version == UNCOUNTED) {
                Instant until = Instant.ofEpochMilli(in.readLong());
                int heard = version == UNCOUNTED ? ServiceLimits.SETTLED : in.readByte();
                List<OutsideVerdict> waiting = new ArrayList<>();
                for (int left = in.readByte(); left > 0; left--) {
                    waiting.add(OutsideVerdict.fromByteBuffer(ByteBuffer.wrap(in.readNBytes(in.readInt()))));
                }
                return new Pending(until, heard, waiting);
            }
        } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
            // Falls through: what waited is lost, and models outside go on telling.
        }
        torn.accept(key);
        return null;
    }
}
