package dev.tocsin.app.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.tocsin.app.Tocsin;
import dev.tocsin.app.broker.EmbeddedBroker;
import dev.tocsin.app.broker.Ports;
import dev.tocsin.escalation.automaton.Automaton;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.config.ConfigTopology;
import dev.tocsin.topology.config.TuningHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The commands against a broker on which the validating task runs. */
class ConfigCommandsIT {

    private static final Topics TOPICS = Topics.standard();

    @TempDir
    private static Path data;

    private static EmbeddedBroker broker;
    private static Path settings;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start(data.resolve("broker"), Ports.free());
        settings = Files.writeString(data.resolve("tocsin.yaml"), "brokers: " + broker.bootstrapServers() + "\n");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(TOPICS.config().toCreate(1, Optional.empty()),
                    TOPICS.configStatus().toCreate(1, Optional.empty()))).all().get(30, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void writeDocuments() throws IOException {
        Files.writeString(folder.resolve("rule.yaml"), """
                kind: EscalationRule
                name: queue
                spec:
                  match: {signal: queue_high, tier: notify}
                """);
    }

    @Test
    void aServiceIsSilencedForAWhileWithoutYaml() throws Exception {
        try (KafkaStreams streams = validating(new TuningHolder())) {
            // When
            int exit = Tocsin.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), Map.of()).execute(
                    "silence", "prod/checkout", "--for", "1h", "--reason", "a drill", "--settings",
                    settings.toString());
            // Then
            assertThat(exit).as(err.toString()).isZero();
            assertThat(text()).contains("prod/checkout is told in the digest only, until")
                    .contains("tocsin config delete 'SuppressionRule/*/silence-");
            assertThat(config("get", "SuppressionRule", "-o", "yaml")).isZero();
            assertThat(text()).contains("prod/checkout", "a drill", "digest");
        }
    }

    @Test
    void documentsAreAppliedShownComparedAndDeleted() throws Exception {
        TuningHolder holder = new TuningHolder();
        try (KafkaStreams streams = validating(holder)) {
            // A rule of a signal that nobody defined is pending
            assertThat(config("apply", folder.toString())).as(err.toString()).isZero();
            assertThat(text()).contains("EscalationRule/*/queue  pending")
                    .contains("EscalationRule/*/queue /spec/match/signal: no signal is called 'queue_high'");

            // and accepted when the signal arrives
            Files.writeString(folder.resolve("signals.yaml"), """
                    kind: Signals
                    name: queues
                    owner: platform
                    spec:
                      queue_high: {metric: "*queue*", value: "> 100"}
                    """);
            assertThat(config("diff", folder.toString(), "--exit-code")).isEqualTo(1);
            assertThat(text()).isEqualToIgnoringNewLines("+ Signals/*/queues");
            assertThat(config("apply", folder.toString())).as(err.toString()).isZero();
            assertThat(text()).contains("Signals/*/queues        accepted")
                    .contains("EscalationRule/*/queue  accepted");
            await().until(() -> holder.current().rules("default").rules().stream().map(Automaton::name)
                    .anyMatch("queue"::equals));

            // what holds isn't written again
            assertThat(config("apply", folder.toString())).isZero();
            assertThat(text()).contains("Signals/*/queues        unchanged");
            assertThat(config("diff", folder.toString(), "--exit-code")).isZero();
            assertThat(text()).isEqualToIgnoringNewLines("No difference.");

            // shown for people, scripts and files
            assertThat(config("get")).isZero();
            assertThat(text()).contains("KIND").contains("Signals         *          queues  accepted");
            assertThat(config("get", "signals/queues", "-o", "json")).isZero();
            JsonNode status = new ObjectMapper().readTree(text()).path(0);
            assertThat(status.path("in_force").path("document").path("owner").asText()).isEqualTo("platform");
            assertThat(config("get", "-o", "yaml")).isZero();
            Files.writeString(folder.resolve("again.yaml"), text());
            assertThat(YamlFile.read(folder.resolve("again.yaml")).documents()).extracting(FileDocument::tree)
                    .contains(status.path("in_force").path("document"));
            Files.delete(folder.resolve("again.yaml"));

            // an edit is seen field by field
            Files.writeString(folder.resolve("rule.yaml"), """
                    kind: EscalationRule
                    name: queue
                    spec:
                      match: {signal: queue_high, tier: page}
                    """);
            assertThat(config("diff", folder.toString())).isZero();
            assertThat(text()).isEqualToIgnoringNewLines(
                    "~ EscalationRule/*/queue\n    /spec/match/tier: \"notify\" -> \"page\"");

            // deleted, the rule waits again
            assertThat(config("delete", "Signals/queues")).isZero();
            assertThat(text()).contains("Signals/*/queues deleted.");
            assertThat(config("get", "EscalationRule")).isZero();
            assertThat(text()).contains("pending");
            await().until(() -> holder.current().rules("default").find("queue").isEmpty());
            assertThat(config("delete", "Signals/queues")).isEqualTo(1);
            assertThat(err.toString()).contains("there is no document Signals/*/queues");
        }
    }

    @Test
    void whatIsInForceSurvivesARestart() throws Exception {
        // Given a good document, then a bad edit by hand
        Files.writeString(folder.resolve("rule.yaml"),
                "{kind: EscalationRule, name: lasting, spec: {match: {signal: errors_up, tier: page}}}");
        try (KafkaStreams streams = validating(new TuningHolder());
                var producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(), new StringSerializer())) {
            assertThat(config("apply", folder.toString())).as(err.toString()).isZero();
            producer.send(new ProducerRecord<>(TOPICS.config().name(), "EscalationRule/*/lasting", "{")).get();
            await().until(() -> config("get", "EscalationRule/lasting") == 0 && text().contains("rejected"));
        }

        // When another process starts, on this machine or another
        TuningHolder holder = new TuningHolder();
        try (KafkaStreams streams = validating(holder)) {
            await().until(() -> streams.state() == KafkaStreams.State.RUNNING);

            // Then
            assertThat(holder.current().rules("default").find("lasting")).isPresent();
            assertThat(config("delete", "escalationrule/lasting")).as(err.toString()).isZero();
        }
    }

    @Test
    void nothingIsAppliedWhereSomethingIsWrong() throws Exception {
        Files.writeString(folder.resolve("bad.yaml"), "kind: Signals\nname: bad\nspec: {}\n");

        assertThat(config("apply", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("bad.yaml:3 /spec: is empty").contains("nothing was applied");
    }

    @Test
    void aMissingAnswerIsSaid() throws Exception {
        // Given no validating task, and a document nobody has seen
        Files.writeString(folder.resolve("rule.yaml"),
                "{kind: EscalationRule, name: unseen, spec: {match: {signal: errors_up, tier: page}}}");

        // When
        int exit = config("apply", folder.toString(), "--timeout", "1s");

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("no answer about EscalationRule/*/unseen within 1 s");
    }

    @Test
    void aWrongKindIsWrongUsage() {
        assertThat(config("get", "Signal")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean 'Signals'?");
        assertThat(config("delete", "Signals")).isEqualTo(2);
        assertThat(config("apply", "--timeout", "soon", ".")).isEqualTo(2);
    }

    private static KafkaStreams validating(TuningHolder holder) throws InterruptedException {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "config-it");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, data.resolve("state").toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put("auto.offset.reset", "earliest");
        properties.put("group.instance.id", "the-only-one");
        KafkaStreams streams = new KafkaStreams(ConfigTopology.addTo(new Topology(), TOPICS, holder,
                new Counts(new SimpleMeterRegistry())), properties);
        streams.start();
        return streams;
    }

    private int config(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        boolean brokers = !arguments[0].equals("validate");
        String[] all = new String[arguments.length + (brokers ? 3 : 1)];
        all[0] = "config";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        if (brokers) {
            all[arguments.length + 1] = "--settings";
            all[arguments.length + 2] = settings.toString();
        }
        return Tocsin.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), Map.of()).execute(all);
    }

    private String text() {
        return out.toString();
    }
}
