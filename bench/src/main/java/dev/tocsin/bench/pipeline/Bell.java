package dev.tocsin.bench.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.tocsin.bench.figures.Say;
import dev.tocsin.bench.fleet.Fleet;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.switchboard.Limits;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topic;
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
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.decode.Holds;
import dev.tocsin.topology.detect.Checkpoints;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.switchboard.TellingInForce;

/**
 * The whole of Tocsin's topology over the preloaded topic, with the rules that everybody has: decode, window, detect,
 * escalate and switchboard, its topics written. Its other topics have the application's name as prefix.
 */
final class Bell implements Contender {

    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final String RECORDS = "tocsin_records";
    private static final String DECODED = "decoded";

    private final String application;
    private final String bootstrapServers;
    private final String telemetry;
    private final int partitions;
    private final Fleet fleet;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final ConsumerLag clients = new ConsumerLag();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long verdicts;
    private long scored;

    Bell(String application, String bootstrapServers, String telemetry, int partitions, Fleet fleet,
            SchemaRegistry registry) {
        this.application = application;
        this.bootstrapServers = bootstrapServers;
        this.telemetry = telemetry;
        this.partitions = partitions;
        this.fleet = fleet;
        this.registry = registry;
        this.topics = new Topics(application);
    }

    @Override
    public String application() {
        return application;
    }

    @Override
    public void prepare() throws InterruptedException, ExecutionException {
        List<NewTopic> missing = topics.all().stream().filter(topic -> !topic.equals(topics.telemetry()))
                .map(topic -> toCreate(topic)).toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(missing).all().get();
        }
    }

    private NewTopic toCreate(Topic topic) {
        return topic.toCreate(partitions, Optional.empty());
    }

    @Override
    public Topology topology(Properties properties) {
        TopologySettings standard = TopologySettings.standard(topics, WINDOW);
        TopologySettings settings = new TopologySettings(application, topics, partitions,
                List.of(new Source(telemetry, Format.AVRO, true)), standard.window(), standard.profile(),
                standard.checks(), standard.idle(), standard.behindLimit(), standard.longestHold());
        TuningHolder documents = new TuningHolder();
        Routing routing = Routing.of(Map.of("pagerduty", ReceiverType.PAGERDUTY, "slack", ReceiverType.SLACK, "digest",
                ReceiverType.DIGEST));
        Ports ports = new Ports(registry, SerdeSettings.standard(), documents,
                new TellingInForce(documents, routing, Observe.NOWHERE, Limits.DEFAULT), clients, new Progress(),
                new Census(), new Holds(), Checkpoints.standard(),
                ServiceLimits.none(), new Counts(meters));
        return TocsinTopology.build(settings, ports, properties);
    }

    @Override
    public KafkaClientSupplier clients() {
        return clients;
    }

    @Override
    public long consumed() {
        return counted(RECORDS, DECODED);
    }

    /** All windows of all services that their own samples have closed, each judged once. */
    @Override
    public void verify() {
        meters.find(RECORDS).counters().stream().filter(counter -> !DECODED.equals(outcome(counter)))
                .filter(counter -> counter.count() > 0).findAny().ifPresent(counter -> {
                    throw new IllegalStateException((long) counter.count() + " preloaded records were "
                            + outcome(counter));
                });
        VerdictCensus census = new VerdictCensus(fleet, WINDOW);
        new WholeTopic(bootstrapServers, topics.verdicts().name(), registry).forEach(census::add);
        List<String> problems = census.problems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("verdicts are wrong: " + problems);
        }
        verdicts = census.verdicts();
        scored = census.scored();
        meters.find("tocsin_incident_transitions").counters()
                .forEach(counter -> Say.line("    incidents %s: %.0f", outcome(counter), counter.count()));
    }

    /** How many verdicts the last round wrote. */
    long verdicts() {
        return verdicts;
    }

    /** How many of them were more than {@code warming up}. */
    long scored() {
        return scored;
    }

    /** How many incidents the last round opened. */
    long opened() {
        return counted("tocsin_incident_transitions", "opened");
    }

    private static String outcome(Counter counter) {
        return String.valueOf(counter.getId().getTag("outcome"));
    }

    private long counted(String name, String outcome) {
        Counter counter = meters.find(name).tag("outcome", outcome).counter();
        return counter == null ? 0 : (long) counter.count();
    }
}
