package dev.tocsin.topology.clock;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes the clients of Kafka Streams, and remembers each stream thread's consumer, so that a processor on that thread
 * can ask it how many records wait. Kafka Streams names a main consumer after its thread: {@code <thread>-consumer}.
 */
public final class ConsumerLag implements KafkaClientSupplier, InputLag {

    private final Map<String, Consumer<byte[], byte[]>> byClientId = new ConcurrentHashMap<>();
    private final Revocations revocations;

    public ConsumerLag() {
        this(Revocations.UNHEARD);
    }

    /** @param revocations told what main consumers give away */
    public ConsumerLag(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public OptionalLong recordsWaiting(String topic, int partition) {
        Consumer<byte[], byte[]> consumer = byClientId.get(Thread.currentThread().getName() + "-consumer");
        TopicPartition input = new TopicPartition(topic, partition);
        if (consumer == null || !consumer.assignment().contains(input)) {
            return OptionalLong.of(0);
        }
        return consumer.currentLag(input);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        Consumer<byte[], byte[]> consumer = new HeardConsumer(config, revocations);
        byClientId.put(String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG)), consumer);
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
