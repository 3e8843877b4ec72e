package dev.tocsin.app.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

/** Kafka Streams with the topology of the settings: built, started, and stopped so that nothing learned is lost. */
final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    /** How long tasks have to commit all their models; a thread that waits for the registry can't. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final Progress progress = new Progress();
    private final Census census = new Census();
    private final Holds holds = new Holds();
    private final ServiceLimits limits;
    private final Checkpoints checkpoints = Checkpoints.standard();
    private final Recovery recovery = new Recovery();
    private final Settings settings;
    private final Consumer<State> watcher;
    private final Consumer<String> ending;

    /**
     * @param watcher told each change of Kafka Streams' state
     * @param ending told why it ends by itself
     */
    Engine(Settings settings, Consumer<State> watcher, Consumer<String> ending) {
        this.settings = settings;
        this.limits = new ServiceLimits(settings.limits(), settings.window().size().multipliedBy(2));
        this.watcher = watcher;
        this.ending = ending;
    }

    Progress progress() {
        return progress;
    }

    Census census() {
        return census;
    }

    ServiceLimits limits() {
        return limits;
    }

    Holds holds() {
        return holds;
    }

    List<Topic> internalTopics() {
        return shape(StreamsProperties.of(settings)).internalTopics();
    }

    /** Kafka Streams, ready to be started. */
    KafkaStreams build(SchemaRegistry registry, SerdeSettings serdes, Counts counts) {
        var lag = new ConsumerLag(checkpoints);
        var documents = new TuningHolder();
        var telling = new TellingInForce(documents, routing(), settings.observe(),
                new Limits(settings.window().behindLimit(), Limits.DEFAULT.telemetryHold()));
        var ports = new Ports(registry, serdes, documents, telling, lag, progress, census, holds, checkpoints, limits,
                counts);
        Properties properties = StreamsProperties.of(settings);
        var streams = new KafkaStreams(TocsinTopology.build(shape(properties), ports, properties), properties, lag);
        streams.setUncaughtExceptionHandler(this::died);
        streams.setStateListener((now, before) -> {
            LOG.info("Kafka Streams: {} → {}", before, now);
            watcher.accept(now);
        });
        return streams;
    }

    /**
     * Has all models written, lets a commit pass, and stops.
     *
     * @param leave whether its name in the group goes with it, so that others take its partitions over at once; else a
     *        restart takes them back without a rebalance
     */
    void stop(KafkaStreams streams, boolean leave) {
        checkpoint(streams);
        holds.giveUp();
        streams.close(CloseOptions.timeout(CLOSE).withGroupMembershipOperation(leave
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP));
    }

    private TopologySettings shape(Properties properties) {
        var window = settings.window();
        var usual = WindowShape.of(window.size());
        return new TopologySettings(settings.application().id(), settings.topics().names(),
                settings.topics().partitions(), settings.sources(),
                new WindowShape(window.size(), window.grace(), usual.patience(), usual.gone(), usual.metricLimit()),
                Profile.standard(window.size()), SampleChecks.standard(), window.idle(), window.behindLimit(),
                StreamsProperties.longestHold(properties));
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
        ending.accept(verdict.reason() + ": " + death.getMessage());
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void checkpoint(KafkaStreams streams) {
        if (!streams.state().isRunningOrRebalancing()) {
            return;
        }
        checkpoints.requestAll();
        try {
            if (!checkpoints.awaitAll(LAST_COMMIT)) {
                LOG.warn("not every task wrote its models within {} s; up to two hours of their learning are lost",
                        LAST_COMMIT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
