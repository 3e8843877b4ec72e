package dev.tocsin.topology.config;

import java.util.Optional;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.topology.Counts;
import dev.tocsin.topology.config.Standing.Edition;

/**
 * Keeps every status record in the instance's global store, and what is in force in the holder. Never throws: a record
 * nobody can read leaves in force what was.
 */
final class TuningUpdater implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(TuningUpdater.class);
    private static final String COUNTER = "tocsin_config_status";

    private final StandingJson json;
    private final TuningHolder holder;
    private final Counts counts;
    private @Nullable KeyValueStore<String, byte[]> store;

    TuningUpdater(DocumentReader reader, TuningHolder holder, Counts counts) {
        this.json = new StandingJson(reader);
        this.holder = holder;
        this.counts = counts;
    }

    /**
     * Begins anew with what the store has: while it is restored another instance of this class is fed with the topic,
     * and this one only comes to life behind that.
     */
    @Override
    public void init(ProcessorContext<Void, Void> context) {
        KeyValueStore<String, byte[]> restored = context.getStateStore(ConfigTopology.STATUS);
        store = restored;
        holder.clear();
        try (KeyValueIterator<String, byte[]> rows = restored.all()) {
            rows.forEachRemaining(row -> take(row.key, row.value));
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() == null || store == null) {
            counts.count(COUNTER, "no_key");
            return;
        }
        store.put(record.key(), record.value());
        take(record.key(), record.value());
    }

    private void take(String key, byte @Nullable [] status) {
        DocumentKey.parse(key).ifPresent(document -> counts.count(COUNTER, update(document, status)));
    }

    private String update(DocumentKey key, byte @Nullable [] status) {
        try {
            Optional<Edition> edition = status == null
                    ? Optional.empty()
                    : Optional.ofNullable(json.inForce(key.toString(), status));
            edition.ifPresentOrElse(now -> holder.put(key, now.content()), () -> holder.remove(key));
            return edition.isPresent() ? "in_force" : "not_in_force";
        } catch (StandingJson.UnreadableException e) {
            LOG.warn("{}; what was in force stays", e.getMessage());
            return "unreadable";
        } catch (RuntimeException e) {
            LOG.error("status of {} can't be read; what was in force stays", key, e);
            return "failed";
        }
    }
}
