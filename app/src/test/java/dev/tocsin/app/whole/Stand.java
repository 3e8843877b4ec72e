package dev.tocsin.app.whole;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.app.broker.EmbeddedBroker;
import dev.tocsin.app.broker.Ports;
import dev.tocsin.app.demo.inbox.Inbox;
import dev.tocsin.app.kafka.WholeTopic;
import dev.tocsin.app.registry.EmbeddedSchemaRegistry;
import dev.tocsin.app.settings.KafkaSettings;
import dev.tocsin.schemas.registry.RegistrySettings;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.TelemetrySample;

/** A broker, a Schema Registry that can be down, and an inbox, with what a test sends them and reads back. */
final class Stand implements AutoCloseable {

    static final Topics TOPICS = Topics.standard();

    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final EmbeddedBroker broker;
    private final int registryPort = Ports.free().broker();
    private final Inbox inbox = Inbox.open(new PrintStream(OutputStream.nullOutputStream()), 0);
    private final KafkaProducer<String, byte[]> producer;
    private final SchemaRegistry writing;
    private final AvroSerde<TelemetrySample> samples;
    private @Nullable EmbeddedSchemaRegistry registry;

    /** Opens broker and inbox; the registry is down. */
    Stand(Path data) {
        broker = EmbeddedBroker.start(data, Ports.free());
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5),
                new StringSerializer(), new ByteArraySerializer());
        writing = registryClient();
        samples = AvroSerde.of(writing, SerdeSettings.standard(), TelemetrySample.class);
    }

    /** A condition that is waited for as long as a busy machine may need. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300));
    }

    Stand withRegistry() {
        registry = new EmbeddedSchemaRegistry(broker.bootstrapServers(), registryPort, TOPICS.embeddedSchemas());
        return this;
    }

    void stopRegistry() {
        if (registry != null) {
            registry.close();
        }
        registry = null;
    }

    Inbox inbox() {
        return inbox;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Creates a topic that isn't Tocsin's own. */
    void create(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
        }
    }

    /** What PagerDuty was told: its incidents, oldest first. */
    List<JsonNode> pages() {
        return inbox.contents().path("pagerduty").valueStream().toList();
    }

    /** The cards in Slack, oldest first. */
    List<JsonNode> cards() {
        return inbox.contents().path("slack").valueStream().toList();
    }

    /** The service's settings on this stand, by full names. */
    Map<String, String> settings(Path stateDir) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("schema.registry.url", registryUrl());
        settings.put("state.dir", stateDir.toString());
        settings.put("topics.partitions", Integer.toString(PARTITIONS));
        settings.put("window.size", Telemetry.WINDOW.toSeconds() + "s");
        settings.put("http.port", Integer.toString(Ports.free().broker()));
        settings.put("receivers.pagerduty.url", inbox.url());
        settings.put("receivers.pagerduty.routing_key", Inbox.ROUTING_KEY);
        settings.put("receivers.slack.url", inbox.slackApi());
        settings.put("receivers.slack.token", Inbox.BOT_TOKEN);
        settings.put("receivers.slack.channel", "#alerts");
        return settings;
    }

    /** Sends a sample in a record with this time stamp. */
    void send(TelemetrySample sample, Instant recordTime) {
        send(sample, samples.serializer().serialize(TOPICS.telemetry().name(), sample), recordTime);
    }

    /** Sends bytes as a sample's record would be. */
    Future<RecordMetadata> send(TelemetrySample sample, byte[] value, Instant recordTime) {
        return producer.send(new ProducerRecord<>(TOPICS.telemetry().name(), null, recordTime.toEpochMilli(),
                sample.getNamespace() + "/" + sample.getService(), value));
    }

    /** Everything sent is acknowledged. */
    void flush() {
        producer.flush();
    }

    /** A sample as it goes over the wire. */
    byte[] framed(TelemetrySample sample) {
        return samples.serializer().serialize(TOPICS.telemetry().name(), sample);
    }

    /** Makes a schema known under a subject of its own. */
    int register(String subject, Schema schema) {
        return writing.register(subject, schema);
    }

    /** What is committed in a topic, read by a registry client that knows nothing yet. */
    <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        List<T> read = new ArrayList<>();
        try (SchemaRegistry fresh = registryClient()) {
            var values = AvroSerde.of(fresh, SerdeSettings.standard(), topic).deserializer();
            for (ConsumerRecord<String, byte[]> record : records(topic)) {
                SpecificRecord value = values.deserialize(topic.name(), record.value());
                if (type.isInstance(value)) {
                    read.add(type.cast(value));
                }
            }
        }
        return read;
    }

    /** What is committed in a topic, as it is. */
    List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        WholeTopic.read(new KafkaSettings(List.of(broker.bootstrapServers()), Map.of()), topic.name(), records::add);
        return records;
    }

    /** Whether the service wouldn't read a telemetry record again after a restart. */
    boolean isCommitted(RecordMetadata record) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            OffsetAndMetadata next = admin.listConsumerGroupOffsets("tocsin").partitionsToOffsetAndMetadata().get()
                    .get(new TopicPartition(record.topic(), record.partition()));
            return next != null && next.offset() > record.offset();
        }
    }

    /** The names of a consumer group's members; a member without one is empty. */
    List<String> members(String group) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(description -> description.members().stream())
                    .map(member -> member.groupInstanceId().orElse("")).toList();
        }
    }

    @Override
    public void close() {
        producer.close();
        writing.close();
        stopRegistry();
        inbox.close();
        broker.close();
    }

    private String registryUrl() {
        return "http://127.0.0.1:" + registryPort;
    }

    private SchemaRegistry registryClient() {
        return SchemaRegistry.connect(RegistrySettings.from(Map.of("schema.registry.url", registryUrl())));
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
