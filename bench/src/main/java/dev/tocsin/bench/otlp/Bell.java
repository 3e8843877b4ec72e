package dev.tocsin.bench.otlp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.Topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.switchboard.Limits;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.Ports;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.TopologySettings.Source;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.clock.ConsumerLag;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.config.TuningHolder;
import dev.tocsin.topology.decode.Holds;
import dev.tocsin.topology.detect.Checkpoints;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.switchboard.TellingInForce;

/** The whole of Tocsin's topology over one source, with the maps and rules that ship; its topics have a prefix. */
final class Bell {

    static final Duration WINDOW = Duration.ofMinutes(1);

    private final String application;
    private final String bootstrapServers;
    private final Source source;
    private final int partitions;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final ConsumerLag clients = new ConsumerLag();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    Bell(String application, String bootstrapServers, Source source, int partitions, SchemaRegistry registry) {
        this.application = application;
        this.bootstrapServers = bootstrapServers;
        this.source = source;
        this.partitions = partitions;
        this.registry = registry;
        this.topics = new Topics(application);
    }

    Live start(Path folder, int threads, Live.Reading reading) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics.all().stream().filter(topic -> !topic.equals(topics.telemetry()))
                    .map(topic -> topic.toCreate(partitions, Optional.empty())).toList()).all().get();
        }
        return Live.start(application, bootstrapServers, folder, threads, topology(folder, threads, reading), clients,
                reading);
    }

    private Topology topology(Path folder, int threads, Live.Reading reading) {
        TopologySettings standard = TopologySettings.standard(topics, WINDOW);
        TopologySettings settings = new TopologySettings(application, topics, partitions, List.of(source),
                standard.window(), standard.profile(), standard.checks(), standard.idle(), standard.behindLimit(),
                standard.longestHold());
        TuningHolder documents = new TuningHolder();
        Routing routing = Routing.of(Map.of("pagerduty", ReceiverType.PAGERDUTY, "slack", ReceiverType.SLACK, "digest",
                ReceiverType.DIGEST));
        Ports ports = new Ports(registry, SerdeSettings.standard(), documents,
                new TellingInForce(documents, routing, Observe.NOWHERE, Limits.DEFAULT), clients, new Progress(),
                new Census(), new Holds(), Checkpoints.standard(), ServiceLimits.none(), new Counts(meters));
        return TocsinTopology.build(settings, ports,
                Live.properties(application, bootstrapServers, folder, threads, reading));
    }

    /** Whether a topic is this one's own. */
    boolean owns(String topic) {
        return topic.startsWith(application) && !topic.equals(source.topic());
    }

    /** Whether a topic is a log of its state. */
    boolean isChangelog(String topic) {
        return owns(topic) && topic.endsWith("-changelog");
    }

    /** How often something had an outcome. */
    long counted(String name, String outcome) {
        Counter counter = meters.find(name).tag("outcome", outcome).counter();
        return counter == null ? 0 : (long) counter.count();
    }

    /** All outcomes of something. */
    String outcomes(String name) {
        StringBuilder text = new StringBuilder();
        meters.find(name).counters().forEach(counter -> text.append(' ').append(counter.getId().getTag("outcome"))
                .append('=').append((long) counter.count()));
        return name + text;
    }
}
