package dev.tocsin.app.inspect;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.KafkaSettings;

/**
 * The newest records of a topic, read without a consumer group: nothing is committed, nobody is disturbed. What was
 * written in the last while; where that is nothing, the last few records; where the topic is empty, what comes.
 */
final class RecentRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final long LAST_FEW = 2_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private RecentRecords(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /** @throws Failure if there is no such topic, or no broker */
    static RecentRecords open(KafkaSettings settings, String topic) {
        try (Cluster cluster = Cluster.connect(settings)) {
            if (!cluster.answer("list the topics", cluster.admin().listTopics().names()).contains(topic)) {
                throw new Failure("there is no topic " + topic + ".", "tocsin topics shows Tocsin's own; ask the "
                        + "brokers for the others, and check the spelling.");
            }
        }
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-inspect");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<PartitionInfo> infos = consumer.partitionsFor(topic, Cluster.PATIENCE);
        List<TopicPartition> partitions = infos.stream().map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        return new RecentRecords(consumer, partitions);
    }

    int partitions() {
        return partitions.size();
    }

    /**
     * Hands records to a reader.
     *
     * @param length of the last while, and how long an empty topic is waited for
     * @param enough asked after each batch: it ends the reading
     */
    void read(Duration length, Instant now, Consumer<ConsumerRecord<byte[], byte[]>> reader,
            Predicate<Long> enough) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Cluster.PATIENCE);
        Map<TopicPartition, Long> starts = starts(now.minus(length), ends);
        boolean empty = partitions.stream().allMatch(one -> of(starts, one) >= of(ends, one));
        starts.forEach(consumer::seek);
        long deadline = System.nanoTime() + length.toNanos();
        long read = 0;
        while (empty ? System.nanoTime() < deadline : !reached(ends)) {
            var batch = consumer.poll(POLL);
            batch.forEach(reader);
            read += batch.count();
            if (enough.test(read)) {
                return;
            }
        }
    }

    private Map<TopicPartition, Long> starts(Instant since, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(one -> asked.put(one, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked, Cluster.PATIENCE);
        boolean recent = partitions.stream().anyMatch(one -> found.get(one) != null);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, Cluster.PATIENCE);
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition one : partitions) {
            OffsetAndTimestamp offset = found.get(one);
            long end = of(ends, one);
            long few = Math.max(of(beginnings, one), end - LAST_FEW / Math.max(1, partitions.size()));
            starts.put(one, offset != null ? offset.offset() : recent ? end : few);
        }
        return starts;
    }

    private static long of(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
