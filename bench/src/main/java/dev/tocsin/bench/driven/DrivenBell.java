package dev.tocsin.bench.driven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.switchboard.Limits;
import dev.tocsin.schemas.registry.InMemorySchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.Ports;
import dev.tocsin.topology.StreamsNeeds;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.config.TuningHolder;
import dev.tocsin.topology.decode.Holds;
import dev.tocsin.topology.detect.Checkpoints;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.switchboard.TellingInForce;

/**
 * The whole topology on Kafka's test driver, with the settings that ship: telemetry in, notifications out, as fast as it
 * computes. Not thread-safe.
 */
public final class DrivenBell implements AutoCloseable {

    private static final Routing EVERYBODY = Routing.of(Map.of("pagerduty", ReceiverType.PAGERDUTY, "slack",
            ReceiverType.SLACK, "digest", ReceiverType.DIGEST));

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Topics topics = Topics.standard();
    private final Path state;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> telemetry;
    private final TestInputTopic<String, byte[]> config;
    private final TestOutputTopic<String, Notification> notifications;
    private final Serializer<TelemetrySample> samples;
    private final String telemetryTopic;

    /** @param start wall time before anything has arrived */
    public DrivenBell(Duration window, Instant start) throws IOException {
        state = Files.createTempDirectory("tocsin-bench");
        TopologySettings settings = TopologySettings.standard(topics, window);
        TuningHolder documents = new TuningHolder();
        Properties properties = properties(state);
        Ports ports = new Ports(registry, SerdeSettings.standard(), documents,
                new TellingInForce(documents, EVERYBODY, Observe.NOWHERE, Limits.DEFAULT), InputLag.NONE,
                new Progress(), new Census(), new Holds(), Checkpoints.standard(), ServiceLimits.standard(),
                new Counts(new SimpleMeterRegistry()));
        driver = new TopologyTestDriver(TocsinTopology.build(settings, ports, properties), properties, start);
        telemetryTopic = settings.sources().getFirst().topic();
        telemetry = driver.createInputTopic(telemetryTopic, new StringSerializer(), new ByteArraySerializer());
        config = driver.createInputTopic(topics.config().name(), new StringSerializer(), new ByteArraySerializer());
        notifications = driver.createOutputTopic(topics.notifications().name(), new StringDeserializer(),
                serde(Notification.class).deserializer());
        samples = serde(TelemetrySample.class).serializer();
    }

    private static Properties properties(Path state) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "tocsin-bench");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.putAll(StreamsNeeds.properties());
        return properties;
    }

    private <R extends SpecificRecord> Serde<R> serde(Class<R> type) {
        return AvroSerde.of(registry, SerdeSettings.standard(), type);
    }

    /** A document as people write it, in JSON. */
    public void tune(String key, String document) {
        config.pipeInput(key, document.getBytes(StandardCharsets.UTF_8));
    }

    /** A service of the namespace {@code default} says something at a time, and it arrives at once. */
    public void sample(String service, Instant time, Map<String, Double> metrics) {
        TelemetrySample sample = TelemetrySample.newBuilder().setService(service).setTime(time)
                .setMetrics(new HashMap<>(metrics)).build();
        telemetry.pipeInput(
                new TestRecord<>("default/" + service, samples.serialize(telemetryTopic, sample), time));
    }

    /** Time passes, and what it closes is judged. */
    public void pass(Duration length) {
        driver.advanceWallClockTime(length);
    }

    /** What was told since the last call; everything else that was written since is dropped. */
    public List<Notification> told() {
        List<Notification> told = notifications.readValuesToList();
        Deserializer<byte[]> bytes = new ByteArrayDeserializer();
        for (String topic : driver.producedTopicNames()) {
            driver.createOutputTopic(topic, bytes, bytes).readRecordsToList();
        }
        return told;
    }

    @Override
    public void close() throws IOException {
        driver.close();
        Utils.delete(state.toFile());
    }
}
