package dev.tocsin.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.frame.Frame;
import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.registry.SchemaRegistry;

/**
 * Writes records as framed Avro. Asks the registry once per topic and schema, then never again. Safe for use by many
 * threads.
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {

    private static final byte[] HEADER_ROOM = new byte[Frame.HEADER_BYTES];
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final SchemaRegistry registry;
    private final SerdeSettings settings;
    private final boolean key;
    private final Map<Target, Prepared> prepared = new ConcurrentHashMap<>();
    private volatile @Nullable Prepared last;

    private record Target(String topic, String record) {}

    /** What is the same for all records of one schema on one topic. */
    private record Prepared(String topic, Schema schema, int id, SpecificDatumWriter<SpecificRecord> writer) {
        boolean serves(String otherTopic, Schema other) {
            return schema == other && topic.equals(otherTopic);
        }
    }

    /** What a thread reuses from record to record. */
    private static final class Scratch {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    }

    /** @param key whether it writes keys, which have subjects of their own */
    public AvroSerializer(SchemaRegistry registry, SerdeSettings settings, boolean key) {
        this.registry = registry;
        this.settings = settings;
        this.key = key;
    }

    /** @throws SerializationException if the registry can't give the schema an id, or the record breaks its schema */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        Prepared target = prepared(topic, record);
        Scratch scratch = SCRATCH.get();
        scratch.bytes.reset();
        scratch.bytes.writeBytes(HEADER_ROOM);
        try {
            target.writer().write(record, scratch.encoder);
            scratch.encoder.flush();
        } catch (IOException | RuntimeException broken) {
            // The encoder still holds the beginning of what broke.
            SCRATCH.remove();
            throw new SerializationException("A " + record.getSchema().getName() + " for " + topic
                    + " can't be written: " + broken.getMessage(), broken);
        }
        byte[] frame = scratch.bytes.toByteArray();
        Frame.putHeader(frame, target.id());
        return frame;
    }

    private Prepared prepared(String topic, T record) {
        Prepared recent = last;
        if (recent != null && recent.serves(topic, record.getSchema())) {
            return recent;
        }
        Target target = new Target(topic, record.getSchema().getFullName());
        Prepared found = prepared.get(target);
        if (found == null) {
            found = prepare(target, record);
            prepared.put(target, found);
        }
        last = found;
        return found;
    }

    private Prepared prepare(Target target, T record) {
        Schema schema = record.getSchema();
        String subject = settings.naming(key).subject(target.topic(), key, target.record());
        try {
            int id = OwnSchemas.id(registry, settings, subject, WireSchema.of(schema));
            return new Prepared(target.topic(), schema, id,
                    new SpecificDatumWriter<>(schema, SpecificData.getForClass(record.getClass())));
        } catch (RegistryException failure) {
            throw new SerializationException(
                    "No schema id for a " + schema.getName() + " on " + target.topic() + ": " + failure.getMessage(),
                    failure);
        }
    }
}
