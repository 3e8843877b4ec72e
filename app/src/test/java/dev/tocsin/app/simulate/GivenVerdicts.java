package dev.tocsin.app.simulate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.test.TestRecord;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.switchboard.Limits;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.schemas.registry.InMemorySchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.topology.BehindDetection;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.Ports;
import dev.tocsin.topology.StreamsNeeds;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.config.ConfigTopology;
import dev.tocsin.topology.config.TuningHolder;
import dev.tocsin.topology.decode.Holds;
import dev.tocsin.topology.detect.Checkpoints;
import dev.tocsin.topology.detect.DetectStage;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.escalate.EscalateStage;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.profile.ProfilesInForce;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.switchboard.TellingInForce;
import dev.tocsin.topology.window.Evaluation;
import dev.tocsin.topology.window.WindowStage;
import dev.tocsin.topology.wire.Changes;
import dev.tocsin.topology.wire.Incidents;

/**
 * The service's own topology but for the detector, in the place of which verdicts are given: four samples in each window
 * of which something is told, as time goes by.
 */
final class GivenVerdicts implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final List<Integer> SECONDS_INTO_WINDOW = List.of(5, 20, 35, 50);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Topics topics = Topics.standard();
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final TuningHolder documents = new TuningHolder();
    private final Map<ServiceId, Map<Instant, Verdict>> told = new HashMap<>();
    private final TreeMap<Instant, List<Runnable>> script = new TreeMap<>();
    private final TopologyTestDriver driver;
    private Instant now;

    GivenVerdicts(Path state, Instant start) {
        now = start;
        Counts counts = new Counts(new SimpleMeterRegistry());
        Routing routing = Routing.of(Map.of("pagerduty", ReceiverType.PAGERDUTY, "slack", ReceiverType.SLACK,
                "digest", ReceiverType.DIGEST));
        TopologySettings settings = TopologySettings.standard(topics, Duration.ofMinutes(1));
        Ports ports = new Ports(registry, SerdeSettings.standard(), documents,
                new TellingInForce(documents, routing, Observe.NOWHERE, Limits.DEFAULT), InputLag.NONE,
                new Progress(), new Census(), new Holds(), Checkpoints.standard(), ServiceLimits.none(), counts);
        Properties properties = new Properties();
        properties.putAll(StreamsNeeds.properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "tocsin");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(topology(settings, ports, properties), properties, start);
    }

    private Topology topology(TopologySettings settings, Ports ports, Properties properties) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(EscalateStage.store(ports::counts));
        builder.addStateStore(DetectStage.store(new ProfilesInForce(List::of, settings.profile()), ports.counts()));
        WindowStage windows = new WindowStage(settings.window(), settings.idle(), settings.behindLimit(),
                Duration.ofDays(1), List.of(topics.telemetry().name()), List.of(), ports.lag(), ports.progress(),
                ports.census(), ports.limits(), ports.counts());
        KStream<String, Judgement> judged = builder
                .stream(topics.telemetry().name(), Consumed.with(Serdes.String(), serde(TelemetrySample.class)))
                .mapValues(Sample::of, Named.as("sample")).process(windows, Named.as("window"))
                .mapValues(this::judged, Named.as("given"));
        new BehindDetection(settings, ports).addTo(builder, judged);
        return ConfigTopology.addTo(builder.build(properties), topics, documents, ports.counts());
    }

    private Judgement judged(Evaluation evaluation) {
        return evaluation instanceof Evaluation.ClosedWindow closed
                ? new Judgement.Judged(Objects.requireNonNull(told.get(closed.service()).get(closed.end())), "given",
                        closed.situation())
                : Judgement.of(evaluation, "given");
    }

    void document(String key, byte[] json) {
        driver.createInputTopic(topics.config().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, json);
    }

    void verdicts(Collection<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            told.computeIfAbsent(verdict.service(), unseen -> new HashMap<>()).put(verdict.end(), verdict);
            for (int second : SECONDS_INTO_WINDOW) {
                at(verdict.start().plusSeconds(second), () -> sample(verdict.service()));
            }
        }
    }

    void changes(Collection<Change> changes) {
        changes.forEach(change -> at(change.at(), () -> pipe(topics.changes().name(), change.service(),
                Changes.toRecord(change), ChangeEvent.class)));
    }

    /** Time goes by until a window that ends then has been judged. */
    void until(Instant end) {
        for (Instant last = end.plus(GRACE).plus(TICK); now.isBefore(last);) {
            for (Runnable due : script.headMap(now, true).values().stream().flatMap(List::stream).toList()) {
                due.run();
            }
            script.headMap(now, true).clear();
            driver.advanceWallClockTime(TICK);
            now = now.plus(TICK);
        }
    }

    List<IncidentEvent> incidents() {
        return driver.createOutputTopic(topics.incidents().name(), new StringDeserializer(),
                serde(dev.tocsin.schemas.v1.IncidentEvent.class).deserializer()).readValuesToList().stream()
                .map(Incidents::fromRecord).toList();
    }

    private void at(Instant time, Runnable what) {
        script.computeIfAbsent(time, unseen -> new ArrayList<>()).add(what);
    }

    private void sample(ServiceId service) {
        pipe(topics.telemetry().name(), service, TelemetrySample.newBuilder().setNamespace(service.namespace())
                .setService(service.service()).setTime(now).setMetrics(Map.of("given", 1.0)).build(),
                TelemetrySample.class);
    }

    private <R extends SpecificRecord> void pipe(String topic, ServiceId service, R record, Class<R> type) {
        TestInputTopic<String, R> input = driver.createInputTopic(topic, new StringSerializer(),
                serde(type).serializer());
        input.pipeInput(new TestRecord<>(service.toString(), record, now));
    }

    private <R extends SpecificRecord> AvroSerde<R> serde(Class<R> type) {
        return AvroSerde.of(registry, SerdeSettings.standard(), type);
    }

    @Override
    public void close() {
        driver.close();
    }
}
