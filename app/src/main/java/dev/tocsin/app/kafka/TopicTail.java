package dev.tocsin.app.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.tocsin.app.settings.KafkaSettings;

/** What comes to a topic after its end was found: for the answer to something that is about to be said. */
public final class TopicTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;

    private TopicTail(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** From now on; committed records only. */
    public static TopicTail open(KafkaSettings settings, String topic) {
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-tail");
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic, Cluster.PATIENCE).stream()
                .map(info -> new TopicPartition(topic, info.partition())).toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions, Cluster.PATIENCE).forEach(consumer::seek);
        return new TopicTail(consumer);
    }

    /** The first record that is what is waited for; empty where none came in time. */
    public <T> Optional<T> await(Duration most, Function<ConsumerRecord<String, byte[]>, Optional<T>> wanted) {
        long end = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Optional<T> found = wanted.apply(record);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
