package dev.tocsin.app.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.tocsin.app.settings.KafkaSettings;

/** A topic read from its beginning to the end it has when asked; committed records only. */
public final class WholeTopic {

    private static final Duration POLL = Duration.ofMillis(500);

    private WholeTopic() {}

    /** Hands every record to the reader, in order within each partition. A topic that isn't there has none. */
    public static void read(KafkaSettings settings, String topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
        read(settings, topic, reader, KafkaConsumer::seekToBeginning);
    }

    /** The same from the first record that isn't older than a time, by the records' own. */
    public static void readSince(KafkaSettings settings, String topic, Instant since,
            Consumer<ConsumerRecord<String, byte[]>> reader) {
        read(settings, topic, reader, (consumer, partitions) -> seek(consumer, partitions, since));
    }

    private static void seek(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions, Instant since) {
        var times = partitions.stream().collect(Collectors.toMap(Function.identity(), any -> since.toEpochMilli()));
        var found = consumer.offsetsForTimes(times, Cluster.PATIENCE);
        consumer.seekToEnd(partitions);
        found.forEach((partition, first) -> {
            if (first != null) {
                consumer.seek(partition, first.offset());
            }
        });
    }

    private static void read(KafkaSettings settings, String topic, Consumer<ConsumerRecord<String, byte[]>> reader,
            BiConsumer<KafkaConsumer<?, ?>, List<TopicPartition>> start) {
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-reader");
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, Cluster.PATIENCE).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            start.accept(consumer, partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Cluster.PATIENCE);
            while (!reached(consumer, ends)) {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
