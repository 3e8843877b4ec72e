package dev.tocsin.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

import dev.tocsin.topology.TopologySettings.Source;
import dev.tocsin.topology.store.BoundedRocksDb;

import static java.util.Map.entry;

/** What the topology asks of Kafka Streams, whatever else is set. */
public final class StreamsNeeds {

    private static final int COMMIT_MILLIS = 200;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int RESTORE_WAIT_MILLIS = 50;

    private StreamsNeeds() {}

    /**
     * Properties to put under a user's own.
     *
     * <ul>
     * <li>exactly once, so that a sample counts once and a transition is told once;</li>
     * <li>no record cache, because live stores already write once per commit;</li>
     * <li>every store and internal topic named;</li>
     * <li>a commit every 200 ms: a transaction costs the broker more than the records in it, and between the end of a
     * window and a receiver's request there are two;</li>
     * <li>compressed records, because verdicts and rows repeat metric names, in batches that take a whole commit's of a
     * partition: with the usual 16 KiB there were ten requests for one;</li>
     * <li>a first start reads the history that is there, to warm the models;</li>
     * <li>a task whose telemetry comes from one topic goes on while its side topics have nothing (ADR 74);</li>
     * <li>metadata often enough that a new source topic is seen in seconds;</li>
     * <li>restoring asks in short fetches: one that waits for records holds up what is asked after it, and a start asks for
     * one task's changelogs after another's.</li>
     * </ul>
     */
    public static Map<String, Object> properties() {
        return Map.ofEntries(
                entry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2),
                entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS),
                entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0),
                entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true),
                entry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class),
                entry(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4"),
                entry(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES),
                entry(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest"),
                entry(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                        RESTORE_WAIT_MILLIS),
                entry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED),
                entry(StreamsConfig.METADATA_MAX_AGE_CONFIG, 30_000));
    }

    /**
     * The same for these sources. A task that reads telemetry from several topics takes them in the order of time: where
     * one has records that aren't here yet, it waits for them, or a service heard over two topics would be late in a
     * backlog.
     */
    public static Map<String, Object> properties(List<Source> sources) {
        long keyed = sources.stream().filter(Source::keyed).count();
        long inputs = keyed + (keyed < sources.size() ? 1 : 0);
        Map<String, Object> properties = new HashMap<>(properties());
        if (inputs > 1) {
            properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        }
        return properties;
    }
}
