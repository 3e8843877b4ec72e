package dev.tocsin.notifiers.digest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.DigestSummary;

/** The digest topic over a time, by when its lines were written. Memory is bounded by {@link TeamDigest#MOST}. */
final class DigestPeriod {

    private static final Logger LOG = LoggerFactory.getLogger(DigestPeriod.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;
    private final String topic;
    private final Deserializer<? extends SpecificRecord> deserializer;
    private final Duration patience;

    DigestPeriod(Map<String, ?> kafka, String topic, Deserializer<? extends SpecificRecord> deserializer,
            Duration patience) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.keySet().removeAll(
                List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.kafka.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-digest-period");
        this.topic = topic;
        this.deserializer = deserializer;
        this.patience = patience;
    }

    /**
     * @param from excluded
     * @param to included
     * @throws IllegalStateException if its end isn't reached in time
     */
    TeamDigest read(DigestPlan plan, Instant from, Instant to) {
        var collected = new Collected(plan);
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(kafka, new StringDeserializer(),
                new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = seek(consumer, from);
            long deadline = System.nanoTime() + patience.toNanos();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("the end of " + topic + " was not reached in time");
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    Instant at = Instant.ofEpochMilli(record.timestamp());
                    if (at.isAfter(from) && !at.isAfter(to) && record.value() != null) {
                        collected.add(line(record));
                    }
                }
            }
        }
        return TeamDigest.of(plan, from, to, collected.newest, collected.more);
    }

    private Map<TopicPartition, Long> seek(Consumer<String, byte[]> consumer, Instant from) {
        List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        Map<TopicPartition, Long> times = new HashMap<>();
        all.forEach(partition -> times.put(partition, from.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> consumer.seek(partition,
                found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
        return ends;
    }

    private @Nullable SpecificRecord line(ConsumerRecord<String, byte[]> record) {
        try {
            return deserializer.deserialize(topic, record.value());
        } catch (RuntimeException e) {
            LOG.warn("{}-{}-{} can't be read and is left out of a digest: {}", topic, record.partition(),
                    record.offset(), e.getMessage());
            return null;
        }
    }

    /** The newest line of each incident. */
    private static final class Collected {

        private final DigestPlan plan;
        private final Map<String, DigestEntry> newest = new LinkedHashMap<>();
        private int more;

        Collected(DigestPlan plan) {
            this.plan = plan;
        }

        void add(@Nullable SpecificRecord line) {
            switch (line) {
                case DigestEntry entry -> add(entry);
                case DigestSummary summary -> summary.getLines().forEach(this::add);
                case null, default -> {
                    // nothing that a digest is made of
                }
            }
        }

        private void add(DigestEntry entry) {
            if (!plan.concerns(entry.getTeam())) {
                return;
            }
            if (newest.size() < TeamDigest.MOST || newest.containsKey(entry.getIncident())) {
                newest.merge(entry.getIncident(), entry,
                        (one, other) -> other.getSequence() >= one.getSequence() ? other : one);
            } else {
                more++;
            }
        }
    }
}
