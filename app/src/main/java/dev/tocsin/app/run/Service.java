package dev.tocsin.app.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.app.http.Health;
import dev.tocsin.app.http.HttpEndpoints;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.run.Recovery.Verdict;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.route.Destination;
import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.switchboard.Limits;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.Ports;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.clock.ConsumerLag;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.config.TuningHolder;
import dev.tocsin.topology.decode.Holds;
import dev.tocsin.topology.decode.SampleChecks;
import dev.tocsin.topology.detect.Checkpoints;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.switchboard.TellingInForce;
import dev.tocsin.topology.window.WindowShape;

/**
 * The whole service of one process. Started once, closed once; {@link #awaitEnd} tells why it ended by itself.
 */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    /** How long a record may wait for the registry before its thread gives it back; below max.poll.interval.ms. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(4);
    /** The checkpoint of all models is written by a sweep within a second, then committed. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final Settings settings;
    private final Progress progress = new Progress();
    private final Census census = new Census();
    private final Holds holds = new Holds();
    private final ServiceLimits limits = ServiceLimits.standard();
    private final Checkpoints checkpoints = Checkpoints.standard();
    private final Meters meters = new Meters(progress, census);
    private final ServiceHealth health = new ServiceHealth(progress, holds);
    private final Recovery recovery = new Recovery();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final HttpEndpoints http;
    private final SchemaRegistry registry;
    private @Nullable KafkaStreams streams;
    private @Nullable Deliveries deliveries;
    private volatile String end = "";

    private Service(Settings settings) {
        this.settings = settings;
        this.registry = Registries.connect(settings.registry());
        this.http = HttpEndpoints.start(settings.http(), health, meters.registry()::scrape);
    }

    /**
     * Checks what it needs, opens its HTTP endpoints, and starts.
     *
     * @throws dev.tocsin.app.cli.Failure if something is missing or refuses
     */
    public static Service start(Settings settings) {
        Premises.check(settings);
        var service = new Service(settings);
        try {
            service.begin();
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** How it is. */
    public Health health() {
        return health;
    }

    /** Where its HTTP endpoints listen. */
    public int httpPort() {
        return http.port();
    }

    /** How far its slowest input is behind, and whether all of it is known to be read. */
    public Progress progress() {
        return progress;
    }

    /** Waits until it ends by itself or is closed; why, or empty where it was asked to. */
    public String awaitEnd() throws InterruptedException {
        ended.await();
        return end;
    }

    /** Asks {@link #awaitEnd} to return. */
    public void stop() {
        ended.countDown();
    }

    /** Lets what is under way finish: first what is told, then what is judged, last what is asked. */
    @Override
    public void close() {
        ended.countDown();
        if (deliveries != null) {
            deliveries.close();
        }
        if (streams != null) {
            checkpoint(streams);
            holds.giveUp();
            // Its name in the group is kept, so that a restart takes its partitions back without a rebalance.
            streams.close(CloseOptions.timeout(CLOSE)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
        }
        registry.close();
        http.close();
        meters.close();
    }

    private void begin() {
        SerdeSettings serdes = Registries.serdes(settings.registry());
        List<Topic> topics = Stream.concat(settings.topics().names().all().stream(),
                shape().internalTopics().stream()).toList();
        if (!new Registration(registry, serdes, health).complete(topics, ended)) {
            return;
        }
        KafkaStreams running = streams(serdes);
        streams = running;
        health.watch(running);
        meters.watch(running);
        running.start();
        Deliveries telling = Deliveries.start(settings, registry, serdes, new DeliveryMeters(meters.registry()));
        deliveries = telling;
        health.watch(telling::health);
    }

    private KafkaStreams streams(SerdeSettings serdes) {
        var lag = new ConsumerLag();
        var documents = new TuningHolder();
        var telling = new TellingInForce(documents, routing(), settings.observe(),
                new Limits(settings.window().behindLimit(), Limits.DEFAULT.telemetryHold()));
        var ports = new Ports(registry, serdes, documents, telling, lag, progress, census, holds, checkpoints, limits,
                new Counts(meters.registry()));
        Properties properties = StreamsProperties.of(settings);
        Topology topology = TocsinTopology.build(shape(), ports, properties);
        var running = new KafkaStreams(topology, properties, lag);
        running.setUncaughtExceptionHandler(this::died);
        running.setStateListener(this::changed);
        return running;
    }

    private TopologySettings shape() {
        var window = settings.window();
        var usual = WindowShape.of(window.size());
        return new TopologySettings(settings.application().id(), settings.topics().names(),
                settings.topics().partitions(), settings.sources(),
                new WindowShape(window.size(), window.grace(), usual.patience(), usual.gone(), usual.metricLimit()),
                Profile.standard(window.size()), SampleChecks.standard(), window.idle(), window.behindLimit(),
                LONGEST_HOLD);
    }

    private Routing routing() {
        return Routing.among(settings.receivers().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                receiver -> new Destination(receiver.getValue().type(), receiver.getValue().byDefault()))));
    }

    private synchronized StreamThreadExceptionResponse died(Throwable death) {
        Verdict verdict = recovery.judge(death, Instant.now());
        if (verdict == Verdict.REPLACE_THREAD) {
            LOG.warn("a stream thread died; {}", verdict.reason(), death);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("a stream thread died; the service ends: {}", verdict.reason(), death);
        end = verdict.reason() + ": " + death.getMessage();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void changed(State now, State before) {
        LOG.info("Kafka Streams: {} → {}", before, now);
        health.changed(now);
        if (now == State.ERROR || now == State.NOT_RUNNING) {
            ended.countDown();
        }
    }

    private void checkpoint(KafkaStreams running) {
        if (!running.state().isRunningOrRebalancing()) {
            return;
        }
        checkpoints.requestAll();
        try {
            Thread.sleep(LAST_COMMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
