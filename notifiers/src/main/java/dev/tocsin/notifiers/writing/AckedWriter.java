package dev.tocsin.notifiers.writing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records to Kafka and says whether all in-sync replicas have them. Safe for use by several threads. */
public final class AckedWriter implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;

    public AckedWriter(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** A writer on these client settings, with what certainty demands set over them. */
    public static AckedWriter open(Map<String, ?> kafka, String clientId) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        return new AckedWriter(new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /**
     * Sends without waiting.
     *
     * @param partition null for the default one of the key
     * @throws RuntimeException if the value can't be serialised, the registry can't be asked, or the buffer is full
     */
    public <T> Future<RecordMetadata> begin(String topic, @Nullable Integer partition, String key, @Nullable T value,
            Serializer<? super T> serializer) {
        byte[] bytes = value == null ? null : serializer.serialize(topic, value);
        return producer.send(new ProducerRecord<>(topic, partition, key, bytes));
    }

    /** Sends and waits: empty once it is acknowledged, else what failed. */
    public <T> Optional<String> write(String topic, @Nullable Integer partition, String key, @Nullable T value,
            Serializer<? super T> serializer) {
        try {
            begin(topic, partition, key, value, serializer).get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(words(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (RuntimeException e) {
            return Optional.of(words(e));
        }
    }

    /** What went wrong, in one line. */
    public static String words(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    @Override
    public void close() {
        try {
            producer.close(CLOSE);
        } catch (KafkaException e) {
            throw new IllegalStateException("the writer of " + producer + " did not close", e);
        }
    }
}
