package dev.tocsin.app.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;

import dev.tocsin.app.settings.KafkaSettings;
import dev.tocsin.notifiers.writing.AckedWriter;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topic;

/** A topic of records about services, keyed by service with the default partitioner. */
public final class RecordTopic<R extends SpecificRecord> implements AutoCloseable {

    /** Whoever reports something waits for the answer. */
    private static final int PATIENCE_MILLIS = 5_000;

    private final AckedWriter writer;
    private final AvroSerde<R> serde;
    private final String topic;

    private RecordTopic(AckedWriter writer, AvroSerde<R> serde, String topic) {
        this.writer = writer;
        this.serde = serde;
        this.topic = topic;
    }

    /** @param client what the brokers know the writer by */
    public static <R extends SpecificRecord> RecordTopic<R> open(KafkaSettings kafka, SchemaRegistry registry,
            SerdeSettings serdes, Topic topic, Class<R> type, String client) {
        Map<String, Object> properties = new HashMap<>(kafka.client());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS - 1_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new RecordTopic<>(AckedWriter.open(properties, client), AvroSerde.of(registry, serdes, type),
                topic.name());
    }

    /**
     * Empty once it is kept, else what failed.
     *
     * @param key {@code namespace/service}
     */
    public Optional<String> write(String key, R record) {
        return writer.write(topic, null, key, record, serde.serializer());
    }

    @Override
    public void close() {
        writer.close();
    }
}
