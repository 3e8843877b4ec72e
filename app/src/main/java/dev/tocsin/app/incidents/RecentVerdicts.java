package dev.tocsin.app.incidents;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.KafkaSettings;
import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroDeserializer;
import dev.tocsin.schemas.v1.WindowVerdict;

/**
 * The newest verdicts of one service at a time. Only what was written around that time is read: two weeks of all
 * services would be read for minutes.
 */
final class RecentVerdicts {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BEFORE = Duration.ofMinutes(20);
    private static final Duration AFTER = Duration.ofMinutes(5);

    private RecentVerdicts() {}

    /**
     * Oldest first; none where none was written within the 20 minutes before.
     *
     * @param at no window that ends later
     */
    static List<WindowVerdict> read(KafkaSettings settings, SchemaRegistry registry, String topic, String service,
            Instant at, int most) {
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-verdicts");
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        List<WindowVerdict> verdicts = new ArrayList<>();
        try (var verdict = new AvroDeserializer<>(FramedAvro.of(registry, WindowVerdict.class));
                var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = begin(consumer, topic, at);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    WindowVerdict said = service.equals(record.key())
                            ? verdict.deserialize(topic, record.value())
                            : null;
                    if (said != null && !said.getWindowEnd().isAfter(at)) {
                        verdicts.add(said);
                    }
                }
            }
        }
        return List.copyOf(verdicts.subList(Math.max(0, verdicts.size() - most), verdicts.size()));
    }

    /** Seeks to where it begins, and says where it ends. */
    private static Map<TopicPartition, Long> begin(KafkaConsumer<String, byte[]> consumer, String topic, Instant at) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, Cluster.PATIENCE).stream()
                .map(info -> new TopicPartition(topic, info.partition())).toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions, Cluster.PATIENCE));
        offsets(consumer, partitions, at.plus(AFTER)).forEach((partition, offset) -> {
            if (offset != null) {
                ends.put(partition, offset.offset());
            }
        });
        Map<TopicPartition, OffsetAndTimestamp> starts = offsets(consumer, partitions, at.minus(BEFORE));
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
        return ends;
    }

    private static Map<TopicPartition, OffsetAndTimestamp> offsets(KafkaConsumer<String, byte[]> consumer,
            List<TopicPartition> partitions, Instant at) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, at.toEpochMilli()));
        return consumer.offsetsForTimes(asked, Cluster.PATIENCE);
    }
}
