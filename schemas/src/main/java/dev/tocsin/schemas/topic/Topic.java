package dev.tocsin.schemas.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.subject.SubjectNaming;

/**
 * One of Tocsin's topics and what it must look like on the broker.
 *
 * @param records the Avro records its values may be; empty where the values are not Avro
 * @param retention how long a record is kept; null exactly where the topic is compacted
 */
public record Topic(String name, List<Class<? extends SpecificRecord>> records, Cleanup cleanup,
        @Nullable Duration retention, Width width) {

    /** What the broker does with old records. */
    public enum Cleanup {
        /** They go when their retention is over. */
        DELETE,
        /** The newest of each key stays. */
        COMPACT
    }

    /** How many partitions a topic has. */
    public enum Width {
        /** One: its readers need a total order, or all of it. */
        ONE,
        /** As many as {@code topics.partitions} says, the same for all such topics. */
        CONFIGURED
    }

    public Topic {
        records = List.copyOf(records);
        if ((retention == null) != (cleanup == Cleanup.COMPACT)) {
            throw new IllegalArgumentException("topic " + name + ": retention " + retention + " with " + cleanup);
        }
    }

    /** Its partitions where {@code topics.partitions} is {@code configured}. */
    public int partitions(int configured) {
        return width == Width.ONE ? 1 : configured;
    }

    /** The subjects of its schemas: as configured, unless it holds several kinds of records, which one subject can't. */
    public SubjectNaming naming(SubjectNaming configured) {
        return records.size() > 1 && configured == SubjectNaming.TOPIC_NAME
                ? SubjectNaming.TOPIC_RECORD_NAME
                : configured;
    }

    /** Its broker-side settings, by their Kafka names. */
    public Map<String, String> settings() {
        return retention == null
                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                : Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    }

    /**
     * The request that creates it.
     *
     * @param configured {@code topics.partitions}
     * @param replicas replication factor; empty leaves it to the broker's default
     */
    public NewTopic toCreate(int configured, Optional<Short> replicas) {
        return new NewTopic(name, Optional.of(partitions(configured)), replicas).configs(settings());
    }

    @Override
    public String toString() {
        return name;
    }
}
