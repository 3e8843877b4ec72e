package dev.tocsin.topology.config;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.tocsin.escalation.automaton.Automaton;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.topology.Counts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigTopologyTest {

    private static final ServiceId CHECKOUT = new ServiceId("prod", "checkout");
    private static final Topics TOPICS = Topics.standard();
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TuningHolder holder = new TuningHolder();
    private final Path stateDir;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> config;
    private final TestInputTopic<String, byte[]> foreign;
    private final TestOutputTopic<String, byte[]> status;

    ConfigTopologyTest(@TempDir Path stateDir) {
        this.stateDir = stateDir;
        driver = new TopologyTestDriver(
                ConfigTopology.addTo(new Topology(), TOPICS, holder, new Counts(meters)), properties(), NOW);
        config = driver.createInputTopic(TOPICS.config().name(), new StringSerializer(), new ByteArraySerializer());
        foreign = driver.createInputTopic(TOPICS.configStatus().name(), new StringSerializer(),
                new ByteArraySerializer());
        status = driver.createOutputTopic(TOPICS.configStatus().name(), new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void withoutDocumentsWhatShipsIsInForce() {
        assertThat(holder.current().version()).isZero();
        assertThat(rules("default")).containsExactly("bad-deploy", "cascading-failure", "crash-loop",
                "error-ratio-high", "resource-pressure", "silent-while-called");
        assertThat(holder.current().suppressions()).isEmpty();
    }

    @Test
    void anAcceptedDocumentIsToldWholeAndComesIntoForce() throws Exception {
        // When
        config.pipeInput("SuppressionRule/*/quiet", bytes("""
                {"kind": "SuppressionRule", "name": "quiet", "owner": "sre",
                 "spec": {"match": {"service": "prod/batch-*"}, "cap": "digest", "reason": "nightly"}}"""));

        // Then
        JsonNode told = json(status.readValue());
        assertThat(told.path("status").asText()).isEqualTo("accepted");
        assertThat(told.path("kind").asText()).isEqualTo("SuppressionRule");
        assertThat(told.path("namespace").asText()).isEqualTo("*");
        assertThat(told.path("name").asText()).isEqualTo("quiet");
        assertThat(told.path("version").asLong()).isEqualTo(1);
        assertThat(told.path("at").asText()).isEqualTo(NOW.toString());
        assertThat(told.path("in_force").path("version").asLong()).isEqualTo(1);
        assertThat(told.path("in_force").path("document").path("owner").asText()).isEqualTo("sre");
        assertThat(holder.current().suppressions()).singleElement()
                .satisfies(rule -> assertThat(rule.document()).hasToString("SuppressionRule/*/quiet@1"));
        assertThat(meters.counter("tocsin_config_documents", "outcome", "accepted").count()).isEqualTo(1);
    }

    @Test
    void aRejectedEditLeavesTheTuningAlone() throws Exception {
        // Given
        config.pipeInput("EscalationRule/*/mine", rule("mine", "errors_up"));
        Tuning before = holder.current();

        // When
        config.pipeInput("EscalationRule/*/mine", bytes("no JSON"));

        // Then
        status.readValue();
        JsonNode told = json(status.readValue());
        assertThat(told.path("status").asText()).isEqualTo("rejected");
        assertThat(told.path("problems").path(0).path("reason").asText()).contains("isn't JSON");
        assertThat(told.path("in_force").path("version").asLong()).isEqualTo(1);
        assertThat(rules("default")).contains("mine");
        assertThat(holder.current().rules("default").rules()).isEqualTo(before.rules("default").rules());
    }

    @Test
    void aRuleReplacesOrSwitchesOffTheShippedOneOfItsName() {
        // When
        config.pipeInput("EscalationRule/*/resource-pressure",
                bytes("{\"kind\": \"EscalationRule\", \"name\": \"resource-pressure\", \"spec\": {\"disabled\": true}}"));
        config.pipeInput("EscalationRule/prod/resource-pressure", bytes(new String(
                rule("resource-pressure", "errors_up"), UTF_8)
                .replace("\"name\"", "\"namespace\": \"prod\", \"name\"")));

        // Then
        assertThat(rules("default")).doesNotContain("resource-pressure").contains("cascading-failure");
        assertThat(rules("prod")).contains("cascading-failure", "resource-pressure");
    }

    @Test
    void aTombstoneTakesADocumentOutOfForce() {
        // Given
        config.pipeInput("EscalationRule/*/mine", rule("mine", "errors_up"));
        assertThat(rules("default")).contains("mine");

        // When
        config.pipeInput("EscalationRule/*/mine", null, NOW);

        // Then
        assertThat(status.readKeyValuesToMap()).containsEntry("EscalationRule/*/mine", null);
        assertThat(rules("default")).doesNotContain("mine");
    }

    @Test
    void aCalendarWindowCoversItsTimesWithItsMargins() {
        // When
        config.pipeInput("CalendarWindow/*/sale", bytes("""
                {"kind": "CalendarWindow", "name": "sale", "spec": {"match": {"service": "checkout"},
                 "zone": "Europe/Berlin", "start": "2026-11-27T08:00", "end": "2026-11-27T10:00",
                 "recurrence": {"weekly": ["fri"]}, "margins": {"before": "5m", "after": "15m"},
                 "expect": [{"traffic": "up", "up_to": 4}]}}"""));

        // Then
        var calendar = holder.current().calendar();
        assertThat(calendar.covers(CHECKOUT, Instant.parse("2026-11-27T06:54:59Z"))).isFalse();
        assertThat(calendar.covers(CHECKOUT, Instant.parse("2026-11-27T06:55:00Z"))).isTrue();
        assertThat(calendar.covers(CHECKOUT, Instant.parse("2026-11-27T09:15:00Z"))).isTrue();
        assertThat(calendar.covers(CHECKOUT, Instant.parse("2026-11-27T09:15:01Z"))).isFalse();
        assertThat(calendar.covers(CHECKOUT, Instant.parse("2027-07-02T07:00:00Z"))).isTrue();
        assertThat(calendar.covers(new ServiceId("prod", "batch"), Instant.parse("2026-11-27T08:00:00Z"))).isFalse();
    }

    @Test
    void theTuningIsTheSameValueUntilSomethingChanges() {
        Tuning before = holder.current();
        config.pipeInput("EscalationRule/*/bad", bytes("{}"));
        assertThat(holder.current()).isSameAs(before);

        config.pipeInput("EscalationRule/*/mine", rule("mine", "errors_up"));
        assertThat(holder.current().version()).isGreaterThan(before.version());
    }

    @Test
    void aStatusThatNobodyCanReadLeavesInForceWhatWas() {
        // Given
        config.pipeInput("EscalationRule/*/mine", rule("mine", "errors_up"));

        // When
        foreign.pipeInput("EscalationRule/*/mine", bytes("torn {"));
        foreign.pipeInput("EscalationRule/*/mine", bytes("""
                {"status": "accepted", "in_force": {"version": 9, "at": "2026-11-20T00:00:00Z",
                 "document": {"kind": "EscalationRule", "name": "mine", "spec": {"from_the_future": 1}}}}"""));
        foreign.pipeInput("nonsense", bytes("x"));

        // Then
        assertThat(rules("default")).contains("mine");
        assertThat(meters.counter("tocsin_config_status", "outcome", "unreadable").count()).isEqualTo(2);
    }

    @Test
    void aRecordWithoutAUsableKeyIsCountedAndDropped() {
        config.pipeInput((String) null, rule("mine", "errors_up"));
        config.pipeInput("k".repeat(5_000), rule("mine", "errors_up"));

        assertThat(status.isEmpty()).isTrue();
        assertThat(meters.counter("tocsin_config_documents", "outcome", "unusable_key").count()).isEqualTo(2);
    }

    private List<String> rules(String namespace) {
        return holder.current().rules(namespace).rules().stream().map(Automaton::name).toList();
    }

    private static byte[] rule(String name, String signal) {
        return bytes("""
                {"kind": "EscalationRule", "name": "%s",
                 "spec": {"match": {"signal": "%s", "tier": "notify"}}}""".formatted(name, signal));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static JsonNode json(byte[] value) throws Exception {
        return new ObjectMapper().readTree(value);
    }

    private Properties properties() {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "config-test");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        return properties;
    }
}
