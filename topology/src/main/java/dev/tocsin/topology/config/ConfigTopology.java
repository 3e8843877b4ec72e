package dev.tocsin.topology.config;

import java.util.Map;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.topology.Counts;

/** The part of the topology that validates configuration documents and tells every instance what is in force. */
public final class ConfigTopology {

    public static final String SOURCE = "config-source";
    public static final String VALIDATOR = "config-validator";
    public static final String STATUS_SINK = "config-status-sink";
    public static final String STATUS_SOURCE = "config-status-source";
    public static final String UPDATER = "tuning-updater";

    /** The validating task's own: the standing of every document by key. */
    public static final String DOCUMENTS = "config-documents";

    /** On every instance, in memory: the status records as they are, by key. */
    public static final String STATUS = "config-status";

    private ConfigTopology() {}

    /** The same without knowing which receivers there are. */
    public static Topology addTo(Topology topology, Topics topics, TuningHolder holder, Counts counts) {
        return addTo(topology, topics, holder, null, counts);
    }

    /**
     * Adds one task that validates, and on every instance one that keeps the tuning in the holder.
     *
     * @param receivers those of the settings by name, null where nobody knows them
     */
    public static Topology addTo(Topology topology, Topics topics, TuningHolder holder,
            @Nullable Map<String, ReceiverType> receivers, Counts counts) {
        DocumentReader reader = new DocumentReader();
        topology.addSource(SOURCE, new StringDeserializer(), new ByteArrayDeserializer(), topics.config().name());
        topology.addProcessor(VALIDATOR, () -> new ConfigValidator(reader, receivers, counts), SOURCE);
        topology.addStateStore(store(Stores.persistentKeyValueStore(DOCUMENTS)), VALIDATOR);
        topology.addSink(STATUS_SINK, topics.configStatus().name(), new StringSerializer(), new ByteArraySerializer(),
                VALIDATOR);
        topology.addGlobalStore(store(Stores.inMemoryKeyValueStore(STATUS)).withLoggingDisabled(), STATUS_SOURCE,
                new StringDeserializer(), new ByteArrayDeserializer(), topics.configStatus().name(), UPDATER,
                () -> new TuningUpdater(reader, holder, counts));
        return topology;
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray()).withCachingDisabled();
    }
}
