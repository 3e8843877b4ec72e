package dev.tocsin.schemas.frame;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.frame.Outcome.Decoded;
import dev.tocsin.schemas.frame.Outcome.Mismatched;
import dev.tocsin.schemas.frame.Outcome.NotFramed;
import dev.tocsin.schemas.frame.Outcome.RegistryUnreachable;
import dev.tocsin.schemas.frame.Outcome.Torn;
import dev.tocsin.schemas.frame.Outcome.UnknownSchema;
import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.registry.RegistryFailure;
import dev.tocsin.schemas.registry.SchemaRegistry;

/**
 * Reads framed Avro as records of this build, whichever version of their schema they were written with. Safe for use by
 * many threads; asks the registry once per schema id.
 *
 * @param <T> the record, or a common type of several
 */
public final class FramedAvro<T extends SpecificRecord> {

    private static final ThreadLocal<@Nullable BinaryDecoder> DECODER = new ThreadLocal<>();

    private final SchemaRegistry registry;
    private final Resolver<T> resolver;
    private final Map<Integer, Resolver.Resolution<T>> resolutions = new ConcurrentHashMap<>();

    /** @param types the records to expect; where there are several, the writer's schema decides by its name */
    public FramedAvro(SchemaRegistry registry, List<? extends Class<? extends T>> types) {
        this.registry = registry;
        this.resolver = new Resolver<>(types);
    }

    /** Reads one kind of record. */
    public static <T extends SpecificRecord> FramedAvro<T> of(SchemaRegistry registry, Class<T> type) {
        return new FramedAvro<>(registry, List.of(type));
    }

    /** Never throws, whatever the bytes contain. */
    public Outcome<T> read(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return new NotFramed<>(bytes == null ? "null" : "empty");
        }
        if (bytes[0] != Frame.MAGIC) {
            return new NotFramed<>("begins with 0x%02X, not with the zero byte of framed Avro".formatted(bytes[0]));
        }
        if (bytes.length < Frame.HEADER_BYTES) {
            return new Torn<>(bytes.length + " bytes, fewer than the header has");
        }
        int id = Frame.id(bytes);
        Resolver.Resolution<T> known = resolutions.get(id);
        return known == null ? resolveAndRead(bytes, id) : read(bytes, known);
    }

    private Outcome<T> resolveAndRead(byte[] bytes, int id) {
        Schema writer;
        try {
            writer = registry.schema(id);
        } catch (RegistryException unreadable) {
            return switch (unreadable.failure()) {
                case RegistryFailure.NotFound _ -> new UnknownSchema<>(id);
                case RegistryFailure.NotAvro notAvro -> new Mismatched<>(id, notAvro.message());
                case RegistryFailure failure -> new RegistryUnreachable<>(id, failure);
            };
        }
        return read(bytes, resolutions.computeIfAbsent(id, _ -> resolver.resolve(id, writer)));
    }

    private Outcome<T> read(byte[] bytes, Resolver.Resolution<T> resolution) {
        return switch (resolution) {
            case Resolver.Readable<T>(DatumReader<T> reader) -> decode(bytes, reader);
            case Resolver.Unreadable<T>(int id, String cause) -> new Mismatched<>(id, cause);
        };
    }

    private Outcome<T> decode(byte[] bytes, DatumReader<T> reader) {
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(bytes, Frame.HEADER_BYTES, bytes.length - Frame.HEADER_BYTES, DECODER.get());
        DECODER.set(decoder);
        try {
            T record = reader.read(null, decoder);
            return decoder.isEnd() ? new Decoded<>(record) : new Torn<>("bytes left over after the record");
        } catch (SecurityException notTrusted) {
            throw notTrusted;
        } catch (IOException | RuntimeException broken) {
            // Avro meets impossible lengths and indexes with whatever exception they happen to cause.
            return new Torn<>(broken.getClass().getSimpleName() + ": " + broken.getMessage());
        }
    }
}
