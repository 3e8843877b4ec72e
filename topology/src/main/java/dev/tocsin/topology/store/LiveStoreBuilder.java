package dev.tocsin.topology.store;

import java.util.Map;
import java.util.function.Supplier;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds {@link LiveStore}s over a logged key-value store. */
public final class LiveStoreBuilder<V> implements StoreBuilder<LiveStore<V>> {

    private final StoreBuilder<KeyValueStore<String, byte[]>> rows;
    private final Supplier<Codec<V>> codec;

    private LiveStoreBuilder(KeyValueBytesStoreSupplier supplier, Supplier<Codec<V>> codec) {
        this.rows = Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray()).withCachingDisabled()
                .withLoggingEnabled(Map.of());
        this.codec = codec;
    }

    /** A live store whose rows are kept on disk, so that a restart restores only what is new. */
    public static <V> LiveStoreBuilder<V> persistent(String name, Supplier<Codec<V>> codec) {
        return new LiveStoreBuilder<>(Stores.persistentKeyValueStore(name), codec);
    }

    @Override
    public StoreBuilder<LiveStore<V>> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<LiveStore<V>> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<LiveStore<V>> withLoggingEnabled(Map<String, String> config) {
        rows.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<LiveStore<V>> withLoggingDisabled() {
        rows.withLoggingDisabled();
        return this;
    }

    @Override
    public LiveStore<V> build() {
        return new LiveStore<>(rows.build(), codec.get());
    }

    @Override
    public Map<String, String> logConfig() {
        return rows.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return rows.loggingEnabled();
    }

    @Override
    public String name() {
        return rows.name();
    }
}
