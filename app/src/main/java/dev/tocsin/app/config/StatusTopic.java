package dev.tocsin.app.config;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.KafkaSettings;

/** The status topic as far as it has been read: the newest record of each document. */
final class StatusTopic implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KafkaConsumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final SortedMap<String, DocumentStatus> byKey = new TreeMap<>();
    private final Map<String, Long> offsets = new HashMap<>();

    private StatusTopic(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
    }

    /** Reads the topic to the end it has now. */
    static StatusTopic read(KafkaSettings settings, String topic) {
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-config");
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
        StatusTopic status = new StatusTopic(consumer, new TopicPartition(topic, 0));
        try {
            status.readToEnd();
            return status;
        } catch (RuntimeException e) {
            status.close();
            throw e;
        }
    }

    private void readToEnd() {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition), Cluster.PATIENCE).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    /** Every document's status by key. */
    SortedMap<String, DocumentStatus> byKey() {
        return byKey;
    }

    Optional<DocumentStatus> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The place of the newest record of a key, tombstones included; -1 where there is none. */
    long offset(String key) {
        return offsets.getOrDefault(key, -1L);
    }

    /** Reads on until something is so; false where it isn't within the patience. */
    boolean await(BooleanSupplier something, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!something.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            consumer.poll(POLL).forEach(this::take);
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        offsets.put(record.key(), record.offset());
        if (record.value() == null) {
            byKey.remove(record.key());
        } else {
            byKey.put(record.key(), status(record));
        }
    }

    /** A record that isn't JSON is shown as one of unknown status, so that it can be seen and deleted. */
    private static DocumentStatus status(ConsumerRecord<String, byte[]> record) {
        try {
            return new DocumentStatus(record.key(), MAPPER.readTree(record.value()));
        } catch (IOException e) {
            return new DocumentStatus(record.key(), MAPPER.createObjectNode().put("name", record.key()));
        }
    }
}
