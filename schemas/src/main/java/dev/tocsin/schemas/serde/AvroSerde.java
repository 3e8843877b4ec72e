package dev.tocsin.schemas.serde;

import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.topic.Topic;

/** Serializer and deserializer of one kind of record, or of several that share a topic. Safe for use by many threads. */
public record AvroSerde<T extends SpecificRecord>(AvroSerializer<T> serializer, AvroDeserializer<T> deserializer)
        implements
            Serde<T> {

    /** For values of one kind of record. */
    public static <T extends SpecificRecord> AvroSerde<T> of(SchemaRegistry registry, SerdeSettings settings,
            Class<T> type) {
        return new AvroSerde<>(new AvroSerializer<>(registry, settings, false),
                new AvroDeserializer<>(FramedAvro.of(registry, type)));
    }

    /** For all values of one of Tocsin's topics, whichever of its records they are. */
    public static AvroSerde<SpecificRecord> of(SchemaRegistry registry, SerdeSettings settings, Topic topic) {
        SerdeSettings named = new SerdeSettings(settings.register(), settings.keys(), topic.naming(settings.values()));
        List<Class<? extends SpecificRecord>> types = topic.records();
        return new AvroSerde<>(new AvroSerializer<>(registry, named, false),
                new AvroDeserializer<>(new FramedAvro<SpecificRecord>(registry, types)));
    }

    @Override
    public void close() {
        // The registry's client is whose who made it.
    }
}
