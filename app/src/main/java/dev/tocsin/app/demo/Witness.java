package dev.tocsin.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.WindowVerdict;

/** Reads along what the service writes: shows verdicts and the digest, keeps what the findings need. */
final class Witness implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Screenplay screenplay;
    private final Topics topics;
    private final Map<String, AvroSerde<SpecificRecord>> serdes = new HashMap<>();
    private final Map<String, Object> client;
    private final List<IncidentEvent> incidents = new CopyOnWriteArrayList<>();
    private final List<DigestEntry> digest = new CopyOnWriteArrayList<>();
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final AtomicLong windows = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name("demo-witness").unstarted(this::read);
    private volatile boolean closed;

    Witness(Settings settings, SchemaRegistry registry, Screenplay screenplay) {
        this.screenplay = screenplay;
        this.topics = settings.topics().names();
        this.client = new HashMap<>(settings.kafka().client());
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-demo-witness");
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        for (Topic topic : List.of(topics.verdicts(), topics.incidents(), topics.digest())) {
            serdes.put(topic.name(), AvroSerde.of(registry, Registries.serdes(settings.registry()), topic));
        }
        thread.start();
    }

    List<IncidentEvent> incidents() {
        return List.copyOf(incidents);
    }

    List<DigestEntry> digest() {
        return List.copyOf(digest);
    }

    /** How many windows were judged. */
    long windows() {
        return windows.get();
    }

    /** What became of a configuration document: accepted, pending or rejected with its problems; empty before. */
    String status(String key) {
        return documents.getOrDefault(key, "");
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (RuntimeException e) {
            LOG.error("the demo can't read along", e);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        Set<Topic> read = Set.of(topics.verdicts(), topics.incidents(), topics.digest(), topics.configStatus());
        for (Topic topic : read) {
            consumer.partitionsFor(topic.name())
                    .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
        return partitions;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        AvroSerde<SpecificRecord> serde = serdes.get(record.topic());
        if (serde == null) {
            document(record);
            return;
        }
        switch (serde.deserializer().deserialize(record.topic(), record.value())) {
            case WindowVerdict verdict -> {
                windows.incrementAndGet();
                screenplay.judged(verdict);
            }
            case IncidentEvent event -> incidents.add(event);
            case DigestEntry line -> {
                digest.add(line);
                screenplay.say("[Digest] " + Findings.clock(line.getAt()) + "  " + line.getSummary() + kept(line));
            }
            case null, default -> LOG.debug("{} has nothing to show", record.topic());
        }
    }

    /** Why it is in the digest only, where it would be louder. */
    private static String kept(DigestEntry line) {
        String kept = Words.kept(line.getTier(), line.getCappedBy(), line.getUncappedTier());
        return kept.isEmpty() ? "" : System.lineSeparator() + "    │ " + kept;
    }

    private void document(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            JsonNode status = JSON.readTree(record.value());
            String state = status.path("status").asText();
            JsonNode problems = status.path("problems");
            documents.put(record.key(), problems.isEmpty() ? state : state + " " + problems);
        } catch (IOException e) {
            LOG.error("a status of {} isn't JSON", record.key(), e);
        }
    }
}
