package dev.tocsin.bench.pipeline;

import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.v1.TelemetrySample;

/**
 * Bare Kafka Streams over the same topic: each record is read, decoded by the same serde into the same record, passed on
 * to a second processor and counted there. It writes no topic; its offsets are committed in transactions as everybody
 * else's. With {@code storeBytes} it also puts that many bytes per record into a persistent, logged key-value store
 * without a cache.
 */
final class Passthrough implements Contender {

    private static final String ROWS = "rows";

    private final String application;
    private final String topic;
    private final FramedAvro<TelemetrySample> framed;
    private final int storeBytes;
    private final LongAdder consumed = new LongAdder();
    private final LongAdder metrics = new LongAdder();

    private Passthrough(String application, String topic, SchemaRegistry registry, int storeBytes) {
        this.application = application;
        this.topic = topic;
        this.framed = FramedAvro.of(registry, TelemetrySample.class);
        this.storeBytes = storeBytes;
    }

    static Passthrough decoding(String application, String topic, SchemaRegistry registry) {
        return new Passthrough(application, topic, registry, 0);
    }

    static Passthrough storing(String application, String topic, SchemaRegistry registry, int bytes) {
        return new Passthrough(application, topic, registry, bytes);
    }

    @Override
    public String application() {
        return application;
    }

    @Override
    public void prepare() {
        // It needs nothing but the preloaded topic.
    }

    @Override
    public Topology topology(Properties properties) {
        Topology topology = new Topology();
        topology.addSource("source", Serdes.ByteArray().deserializer(), Serdes.ByteArray().deserializer(), topic);
        topology.addProcessor("decode", Decode::new, "source");
        topology.addProcessor("count", Count::new, "decode");
        if (storeBytes > 0) {
            topology.addStateStore(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(ROWS),
                    Serdes.ByteArray(), Serdes.ByteArray()).withCachingDisabled(), "decode");
        }
        return topology;
    }

    @Override
    public KafkaClientSupplier clients() {
        return new DefaultKafkaClientSupplier();
    }

    @Override
    public long consumed() {
        return consumed.sum();
    }

    @Override
    public void verify() {
        if (metrics.sum() < consumed.sum()) {
            throw new IllegalStateException(
                    metrics.sum() + " metrics in " + consumed.sum() + " records: they weren't decoded");
        }
    }

    private final class Decode extends ContextualProcessor<byte[], byte[], byte[], TelemetrySample> {

        private @Nullable KeyValueStore<byte[], byte[]> rows;

        @Override
        public void process(Record<byte[], byte[]> record) {
            switch (framed.read(record.value())) {
                case Outcome.Decoded<TelemetrySample>(TelemetrySample sample) -> {
                    store(record.key());
                    context().forward(record.withValue(sample));
                }
                case Outcome.Failed<TelemetrySample> failed -> throw new IllegalStateException(
                        "a preloaded record can't be read: " + failed.cause());
            }
        }

        private void store(byte[] key) {
            if (storeBytes > 0) {
                if (rows == null) {
                    rows = context().getStateStore(ROWS);
                }
                rows.put(key, new byte[storeBytes]);
            }
        }
    }

    private final class Count extends ContextualProcessor<byte[], TelemetrySample, Void, Void> {

        @Override
        public void process(Record<byte[], TelemetrySample> record) {
            metrics.add(record.value().getMetrics().size());
            consumed.increment();
        }
    }
}
