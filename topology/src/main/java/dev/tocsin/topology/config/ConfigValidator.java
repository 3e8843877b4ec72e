package dev.tocsin.topology.config;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.topology.Counts;

/** Validates each record of the config topic and tells what it changes on the status topic. */
final class ConfigValidator implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigValidator.class);
    private static final String COUNTER = "tocsin_config_documents";

    /** The longest key that gets an answer: kind, namespace and name at their longest, with room for mistakes. */
    private static final int MAX_KEY = 300;

    private final ConfigValidation validation;
    private final StandingJson json;
    private final Counts counts;
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> store;
    private Map<String, Standing> standings = Map.of();

    ConfigValidator(DocumentReader reader, @Nullable Map<String, ReceiverType> receivers, Counts counts) {
        this.validation = new ConfigValidation(reader, receivers);
        this.json = new StandingJson(reader);
        this.counts = counts;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        store = context.getStateStore(ConfigTopology.DOCUMENTS);
        standings = stored(store);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String key = record.key();
        if (key == null || key.isEmpty() || key.length() > MAX_KEY) {
            counts.count(COUNTER, "unusable_key");
            LOG.warn("a config record with {} is ignored; the key must be kind/namespace/name",
                    key == null ? "no key" : "a key of " + key.length() + " characters");
            return;
        }
        long version = required(context).recordMetadata().map(RecordMetadata::offset).orElse(-1L) + 1;
        Instant at = Instant.ofEpochMilli(record.timestamp());
        validation.submit(standings, key, record.value(), version, at)
                .forEach((changed, standing) -> tell(changed, standing, record));
    }

    private void tell(String key, Optional<Standing> standing, Record<String, byte[]> record) {
        byte[] status = standing.map(StandingJson::write).orElse(null);
        required(store).put(key, status);
        standing.ifPresentOrElse(now -> standings.put(key, now), () -> standings.remove(key));
        counts.count(COUNTER, standing.map(now -> now.state().spelling()).orElse("deleted"));
        required(context).forward(new Record<>(key, status, record.timestamp()));
    }

    /** A stored document that this version can't read any more is left to be submitted again. */
    private Map<String, Standing> stored(KeyValueStore<String, byte[]> store) {
        Map<String, Standing> read = new HashMap<>();
        try (KeyValueIterator<String, byte[]> rows = store.all()) {
            rows.forEachRemaining(row -> {
                try {
                    read.put(row.key, json.read(row.key, row.value));
                } catch (StandingJson.UnreadableException e) {
                    counts.count(COUNTER, "unreadable");
                    LOG.warn("{}", e.getMessage());
                }
            });
        }
        return read;
    }

    private static <T> T required(@Nullable T initialised) {
        if (initialised == null) {
            throw new IllegalStateException("the validator isn't initialised");
        }
        return initialised;
    }
}
