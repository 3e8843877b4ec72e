package dev.tocsin.app.doctor;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.Tocsin;
import dev.tocsin.app.broker.EmbeddedBroker;
import dev.tocsin.app.broker.Ports;
import dev.tocsin.app.demo.inbox.Inbox;
import dev.tocsin.app.registry.EmbeddedSchemaRegistry;
import dev.tocsin.schemas.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code doctor}, {@code topics} and {@code fire} on a real broker, registry and receivers. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DoctorIT {

    @TempDir
    private static Path data;

    private static EmbeddedBroker broker;
    private static EmbeddedSchemaRegistry registry;
    private static Inbox inbox;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(data.resolve("broker"), Ports.free());
        registry = new EmbeddedSchemaRegistry(broker.bootstrapServers(), 0, Topics.standard().embeddedSchemas());
        inbox = Inbox.open(new PrintStream(OutputStream.nullOutputStream()), 0);
    }

    @AfterAll
    static void stop() {
        inbox.close();
        registry.close();
        broker.close();
    }

    @Test
    void whatIsWellIsSaidToBeWellBeforeAndAfterTheTopicsAreThere() throws Exception {
        // Given
        Path settings = settings(Map.of());
        int pages = inbox.contents().path("pagerduty").size();
        // When
        int before = tocsin("doctor", "--settings", settings.toString(), "-o", "json");
        Map<String, String> first = statuses();
        tocsin("topics", "apply", "--dry-run", "--settings", settings.toString());
        String plan = text();
        int topics = tocsin("topics", "apply", "--settings", settings.toString());
        int after = tocsin("doctor", "--settings", settings.toString(), "-o", "json");
        // Then
        assertThat(before).as(first.toString()).isZero();
        assertThat(plan).contains("create").doesNotContain("created");
        assertThat(topics).isZero();
        assertThat(after).isZero();
        assertThat(statuses()).containsEntry("brokers", "ok").containsEntry("broker release", "ok")
                .containsEntry("clock", "ok").containsEntry("access to topics", "ok")
                .containsEntry("access to groups", "ok").containsEntry("access to internal topics", "ok")
                .containsEntry("access to transactions", "ok").containsEntry("topics", "ok")
                .containsEntry("source tocsin.telemetry.v1", "ok").containsEntry("our schemas", "ok")
                .containsEntry("receiver pagerduty", "ok").containsEntry("receiver digest", "ok");
        assertThat(inbox.contents().path("pagerduty")).as("the doctor tells nobody").hasSize(pages);
    }

    @Test
    void whatIsWrongIsNamedWithWhatToDoAndTheExitCodeSaysSo() throws Exception {
        // Given
        Path settings = settings(Map.of("schema.registry.url", "http://127.0.0.1:" + Ports.free().broker(),
                "topics.prefix", "nobody", "topics.create", "false"));
        // When
        int exit = tocsin("doctor", "--settings", settings.toString());
        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(text()).containsPattern("fail +topics +missing: nobody.telemetry.v1").contains("tocsin topics apply")
                .containsPattern("fail +schema registry").doesNotContain(Inbox.ROUTING_KEY);
    }

    @Test
    void withoutBrokersTheRestIsLookedAtAllTheSame() throws Exception {
        // Given
        Path settings = settings(Map.of("bootstrap.servers", ""));
        // When
        int exit = tocsin("doctor", "--settings", settings.toString(), "-o", "json");
        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(statuses()).containsEntry("brokers", "fail").containsEntry("schema registry", "ok");
    }

    @Test
    void aReceiverIsFiredForRealAndClosedAgain() throws Exception {
        // Given
        Path settings = settings(Map.of());
        // When
        int exit = tocsin("fire", "pagerduty", "--settings", settings.toString());
        // Then
        assertThat(exit).as(err.toString()).isZero();
        assertThat(text()).contains("pagerduty: delivered (accepted)");
        JsonNode page = inbox.contents().path("pagerduty").path(0);
        assertThat(page.path("dedup_key").asText()).startsWith("test-fire/default/tocsin/");
        assertThat(page.path("status").asText()).isEqualTo("resolved");
        assertThat(page.path("summary").asText()).contains("nothing is wrong");
    }

    @Test
    void aReceiverThatIsNotThereIsAnsweredWithThoseThatAre() throws Exception {
        int exit = tocsin("fire", "nobody", "--settings", settings(Map.of()).toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("no receiver 'nobody'", "digest, pagerduty");
    }

    private static Path settings(Map<String, String> other) throws Exception {
        Map<String, String> all = new TreeMap<>(Map.of("bootstrap.servers", broker.bootstrapServers(),
                "schema.registry.url", registry.url(), "state.dir", data.resolve("state").toString(),
                "topics.partitions", "2", "receivers.pagerduty.url", inbox.url(), "receivers.pagerduty.routing_key",
                Inbox.ROUTING_KEY));
        all.putAll(other);
        var yaml = new StringBuilder();
        all.forEach((name, value) -> yaml.append('"').append(name).append("\": \"").append(value).append("\"\n"));
        return Files.writeString(Files.createTempFile(data, "tocsin", ".yaml"), yaml);
    }

    private int tocsin(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Tocsin.commandLine(new PrintWriter(out), new PrintWriter(err), Map.of()).execute(arguments);
    }

    private String text() {
        return out.toString();
    }

    private Map<String, String> statuses() throws Exception {
        Map<String, String> statuses = new TreeMap<>();
        new ObjectMapper().readTree(text()).path("checks")
                .forEach(check -> statuses.put(check.path("check").asText(), check.path("status").asText()));
        return statuses;
    }
}
