package dev.tocsin.bench.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import dev.tocsin.bench.fleet.Fleet;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.TelemetrySample;

import static java.util.Objects.requireNonNull;

/**
 * Writes a fleet's samples into a topic, keyed by service, before anybody reads it. The records' own time stamps are the
 * moments they are written: whoever reads them soon is not behind.
 */
final class Preload {

    private final String bootstrapServers;
    private final SchemaRegistry registry;
    private final String topic;
    private final int partitions;

    Preload(String bootstrapServers, SchemaRegistry registry, String topic, int partitions) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.topic = topic;
        this.partitions = partitions;
    }

    /** Writes all of it; returns the mean size of a value in bytes. */
    double write(Fleet fleet) throws InterruptedException, ExecutionException {
        createTopic();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long[] bytes = new long[1];
        try (AvroSerde<TelemetrySample> serde = AvroSerde.of(registry, SerdeSettings.standard(), TelemetrySample.class);
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producerProperties(),
                        new StringSerializer(), new ByteArraySerializer())) {
            fleet.forEach(sample -> {
                byte[] value = requireNonNull(serde.serializer().serialize(topic, sample));
                bytes[0] += value.length;
                producer.send(new ProducerRecord<>(topic, Fleet.key(sample), value), (written, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                });
            });
            producer.flush();
        }
        if (failure.get() != null) {
            throw new ExecutionException("not every record was written", failure.get());
        }
        return (double) bytes[0] / fleet.samples();
    }

    private void createTopic() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            NewTopic telemetry = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
            admin.createTopics(List.of(telemetry)).all().get();
        }
    }

    private Properties producerProperties() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        return properties;
    }
}
