package dev.tocsin.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
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
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.config.TuningHolder;
import dev.tocsin.topology.decode.Holds;
import dev.tocsin.topology.detect.Checkpoints;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.switchboard.TellingInForce;

/** The whole topology under the test driver, fed sample by sample. The driver's wall clock starts at {@link #START}. */
final class Driven implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Topics topics = Topics.standard();
    final ServiceLimits limits;
    final Holds holds = new Holds();
    final TuningHolder documents = new TuningHolder();
    final TopologySettings settings;
    final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> telemetry;

    Driven(Path state, InputLag lag) {
        this(state, lag, UnaryOperator.identity());
    }

    Driven(Path state, InputLag lag, UnaryOperator<TopologySettings> change) {
        this(state, lag, change, ServiceLimits.standard());
    }

    Driven(Path state, InputLag lag, UnaryOperator<TopologySettings> change, ServiceLimits limits) {
        this.limits = limits;
        settings = change.apply(TopologySettings.standard(topics, Duration.ofMinutes(1)));
        Properties properties = properties(state);
        driver = new TopologyTestDriver(topology(lag, properties), properties, START);
        telemetry = driver.createInputTopic(settings.sources().getFirst().topic(), new StringSerializer(),
                new ByteArraySerializer());
    }

    Topology topology(InputLag lag, Properties properties) {
        Routing routing = Routing.of(Map.of("pagerduty", ReceiverType.PAGERDUTY, "slack", ReceiverType.SLACK, "digest",
                ReceiverType.DIGEST));
        Ports ports = new Ports(registry, SerdeSettings.standard(), documents,
                new TellingInForce(documents, routing, Observe.NOWHERE, Limits.DEFAULT), lag, new Progress(),
                new Census(), holds, Checkpoints.standard(), limits, new Counts(meters));
        return TocsinTopology.build(settings, ports, properties);
    }

    static Properties properties(Path state) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "tocsin");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.putAll(StreamsNeeds.properties());
        return properties;
    }

    /** Feeds one sample whose record is as old as the sample is behind the driver's wall clock. */
    void sample(String service, Instant time, Map<String, Double> metrics) {
        sample(service, time, time, metrics);
    }

    void sample(String service, Instant time, Instant recordTime, Map<String, Double> metrics) {
        TelemetrySample sample = TelemetrySample.newBuilder().setService(service).setTime(time)
                .setMetrics(new HashMap<>(metrics)).build();
        bytes("default/" + service, framed(settings.sources().getFirst().topic(), sample), recordTime);
    }

    void bytes(String key, byte[] value, Instant recordTime) {
        telemetry.pipeInput(new TestRecord<>(key, value, recordTime));
    }

    /** Wall time passes while nothing arrives and the stream thread goes round. */
    void quiet(Duration length) {
        for (long second = 0; second < length.toSeconds(); second++) {
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    byte[] framed(String topic, TelemetrySample sample) {
        return AvroSerde.of(registry, SerdeSettings.standard(), TelemetrySample.class).serializer()
                .serialize(topic, sample);
    }

    List<WindowVerdict> verdicts() {
        return read(topics.verdicts().name(), WindowVerdict.class);
    }

    List<IncidentEvent> incidents() {
        return read(topics.incidents().name(), IncidentEvent.class);
    }

    List<Notification> notifications() {
        return read(topics.notifications().name(), Notification.class);
    }

    TestOutputTopic<String, byte[]> deadLetters() {
        return driver.createOutputTopic(topics.deadLetters().name(), new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    double counted(String name, String outcome) {
        var counter = meters.find(name).tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    private <R extends SpecificRecord> List<R> read(String topic, Class<R> type) {
        return driver.createOutputTopic(topic, new StringDeserializer(),
                AvroSerde.of(registry, SerdeSettings.standard(), type).deserializer()).readValuesToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
