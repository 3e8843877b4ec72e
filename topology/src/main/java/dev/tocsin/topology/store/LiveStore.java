package dev.tocsin.topology.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store of live values: read and changed on the heap, and written behind, once per commit, as rows of an inner
 * key-value store that Kafka Streams logs and restores.
 *
 * <p>
 * What of a value seldom changes has a row of its own, whose key is the value's with a slash before it; no value's key
 * begins so.
 *
 * <p>
 * Kafka Streams flushes a {@link CachedStateStore} at the start of each commit, before the offsets and the changelog
 * records of the transaction go out; so a value changed a hundred times between two commits is serialised once, and
 * none is lost. See docs/adr/0003-live-stores.md.
 */
public final class LiveStore<V> implements StateStore, CachedStateStore<String, V> {

    private static final String BESIDE = "/";
    private static final Runnable NOTHING = () -> {
    };

    private final KeyValueStore<String, byte[]> rows;
    private final Codec<V> codec;
    private Runnable beforeFlush = NOTHING;
    private final Map<String, Row<V>> live = new HashMap<>();
    private final List<Row<V>> changed = new ArrayList<>();
    /** All rows have been read into the heap: what isn't there isn't anywhere. */
    private boolean complete;

    /** A key's value, null once deleted, and whether the inner store has yet to hear of it. */
    private static final class Row<V> {
        final String key;
        @Nullable
        V value;
        boolean changed;
        /** The row beside it as the inner store has it. */
        byte @Nullable [] beside;

        Row(String key) {
            this.key = key;
        }
    }

    LiveStore(KeyValueStore<String, byte[]> rows, Codec<V> codec) {
        this.rows = rows;
        this.codec = codec;
    }

    /** The live value of a key, or null; the same object until the task moves away. */
    public @Nullable V get(String key) {
        Row<V> row = live.get(key);
        if (row != null || complete) {
            return row == null ? null : row.value;
        }
        byte[] stored = rows.get(key);
        return stored == null ? null : load(key, stored);
    }

    private @Nullable V load(String key, byte[] stored) {
        Row<V> row = new Row<>(key);
        row.value = codec.read(key, stored, () -> row.beside = rows.get(BESIDE + key));
        if (row.value != null) {
            live.put(key, row);
        }
        return row.value;
    }

    /** Keeps a value and marks it to be written at the next commit. */
    public void put(String key, V value) {
        change(key, value);
    }

    /** Keeps a value on the heap only; it is written when {@link #put} next says so. */
    public void keep(String key, V value) {
        live.computeIfAbsent(key, Row::new).value = value;
    }

    /** Deletes a key, on the heap at once and its rows at the next commit. */
    public void delete(String key) {
        get(key);
        change(key, null);
    }

    private void change(String key, @Nullable V value) {
        Row<V> row = live.computeIfAbsent(key, Row::new);
        row.value = value;
        if (!row.changed) {
            row.changed = true;
            changed.add(row);
        }
    }

    /** Reads every row into the heap and shows it; for a start. */
    public void forEach(BiConsumer<String, V> action) {
        try (KeyValueIterator<String, byte[]> all = rows.all()) {
            while (all.hasNext()) {
                String key = all.next().key;
                V value = key.startsWith(BESIDE) ? null : get(key);
                if (value != null) {
                    action.accept(key, value);
                }
            }
        }
        complete = true;
    }

    /** Shows every value on the heap. */
    public void forEachLive(BiConsumer<String, V> action) {
        live.forEach((key, row) -> {
            if (row.value != null) {
                action.accept(key, row.value);
            }
        });
    }

    /** What runs at the start of each flush, on the stream thread; forgotten when the task moves away. */
    public void beforeFlush(Runnable action) {
        beforeFlush = action;
    }

    @Override
    public void flushCache() {
        beforeFlush.run();
        for (Row<V> row : changed) {
            rows.put(row.key, row.value == null ? null : codec.write(row.value));
            flushBeside(row);
            row.changed = false;
            if (row.value == null) {
                live.remove(row.key);
            }
        }
        changed.clear();
    }

    private void flushBeside(Row<V> row) {
        byte[] now = row.value == null ? null : codec.beside(row.value);
        if (now != row.beside) {
            rows.put(BESIDE + row.key, now);
            row.beside = now;
        }
    }

    @Override
    public void clearCache() {
        live.clear();
        changed.clear();
        complete = false;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<String, V> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        beforeFlush = NOTHING;
        clearCache();
        rows.init(context, root);
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        rows.commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return rows.committedOffset(partition);
    }

    @Override
    public boolean managesOffsets() {
        return rows.managesOffsets();
    }

    @Override
    public void close() {
        clearCache();
        rows.close();
    }

    @Override
    public boolean persistent() {
        return rows.persistent();
    }

    @Override
    public boolean isOpen() {
        return rows.isOpen();
    }

    @Override
    public Position getPosition() {
        return rows.getPosition();
    }
}
