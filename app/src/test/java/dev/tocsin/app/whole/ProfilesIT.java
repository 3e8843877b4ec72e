package dev.tocsin.app.whole;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.Tocsin;
import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.whole.Telemetry.Mood;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Detector profiles on a service that runs: a candidate that looks on, and the model outside that ships as an example. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfilesIT {

    private static final Path EXAMPLE = Path.of("..", "deploy", "outside-model");

    private Path folder;
    private Stand stand;
    private Service service;
    private Map<String, String> given;
    private Path settings;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        stand = new Stand(folder.resolve("broker")).withRegistry();
        given = stand.settings(folder.resolve("state"));
        service = Service.start(Settings.of("test", given));
        settings = Files.writeString(folder.resolve("tocsin.yaml"), "brokers: " + stand.bootstrapServers()
                + "\nschema.registry.url: " + given.get("schema.registry.url") + "\n");
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
        if (stand != null) {
            stand.close();
        }
    }

    @Test
    void aCandidateIsComparedWithTheProfileInForce() throws IOException {
        // Given a candidate, and a service that is well, fails, and is well again
        apply(Files.writeString(folder.resolve("strict.yaml"), """
                kind: DetectorProfile
                name: strict
                spec: {match: {service: "ledger"}, shadow: true, false_alarm_hours_per_day: 0.1}
                """));
        Telemetry.writtenNow(stand, "ledger", Instant.now().minus(Duration.ofMinutes(30))).send(Mood.WELL, 100)
                .send(Mood.SATURATED, 20).send(Mood.WELL, 40);
        Stand.await().until(() -> verdicts("ledger").size() >= 150);
        // When
        String text = tocsin("shadow", "strict", "--since", "1h");
        JsonNode report = new ObjectMapper().readTree(tocsin("shadow", "strict", "--since", "1h", "-o", "json"));
        String before = failing("shadow", "strict", "--since", "3d", "--until", "2d");
        String unknown = failing("shadow", "nobody");
        // Then
        assertThat(verdicts("ledger")).allSatisfy(verdict -> assertThat(verdict.getShadow()).isNotNull());
        assertThat(report.path("versions").path(0).asText()).startsWith("strict@");
        assertThat(report.path("services").asInt()).isEqualTo(1);
        assertThat(report.path("windows").asInt()).isBetween(85, 100);
        assertThat(report.path("unjudged").asInt()).isEqualTo(60);
        assertThat(report.path("in_force").path("windows").asInt()).isPositive();
        assertThat(report.path("candidate_alarms").path("windows").asInt())
                .isBetween(1, report.path("in_force").path("windows").asInt());
        assertThat(report.path("incidents")).isNotEmpty().allSatisfy(incident -> {
            assertThat(incident.path("incident").asText()).contains("/default/ledger/");
            assertThat(incident.path("in_force_at").isTextual()).isTrue();
        });
        assertThat(text).contains(report.path("versions").path(0).asText() + ": 1 services", "in force", "candidate",
                "same decision:", "/default/ledger/");
        assertThat(before).contains("no candidate 'strict' has looked at a window in that time");
        assertThat(unknown).contains("no candidate 'nobody'");
    }

    @Test
    void theExampleOfAModelOutsideIsAMember() throws Exception {
        String said = example("member.yaml", "outside-member");

        assertThat(told("outside-member")).isNotEmpty().allSatisfy(verdict -> {
            assertThat(verdict.getProfile()).startsWith("with-usual@").endsWith("+usual@1");
            assertThat(verdict.getMetrics()).containsKeys("outside.usual", "latency_p99_seconds");
        }).extracting(WindowVerdict::getAnomalous).contains(true);
        assertThat(said).contains("5 windows", "judged by usual@1", "+usual@1: p = ", "anomalous");
    }

    @Test
    void theExampleOfAModelOutsideStandsAlone() throws Exception {
        String said = example("alone.yaml", "outside-alone", "--read", "telemetry");

        Stand.await().untilAsserted(() -> assertThat(told("outside-alone")).hasSize(5)
                .extracting(WindowVerdict::getProfile).containsOnly("usual@1"));
        assertThat(told("outside-alone")).extracting(WindowVerdict::getAnomalous).contains(true, false);
        assertThat(said).contains("usual@1: p = ");
    }

    /** Runs the example as its README says, on a service of its own. */
    private String example(String profile, String name, String... more) throws IOException, InterruptedException {
        assumeTrue(works("kcat", "-V") && works("python3", "--version"),
                "python3 or kcat isn't here (Debian: apt-get install python3 kcat): the example isn't tried");
        apply(EXAMPLE.resolve(profile));
        try {
            List<String> command = new ArrayList<>(List.of("python3", "-B", EXAMPLE.resolve("try.py").toString(),
                    "--brokers", stand.bootstrapServers(), "--registry", given.get("schema.registry.url"), "--service",
                    name, "--window", Long.toString(Telemetry.WINDOW.toSeconds())));
            command.addAll(List.of(more));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("try.py says: %s", said).isZero();
            return said;
        } finally {
            tocsin("config", "delete", "DetectorProfile/*/with-usual");
        }
    }

    private List<WindowVerdict> told(String name) {
        return verdicts(name).stream()
                .filter(verdict -> List.of(verdict.getProfile().split("\\+")).getLast().equals("usual@1"))
                .toList();
    }

    private List<WindowVerdict> verdicts(String name) {
        return stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class).stream()
                .filter(verdict -> verdict.getService().equals(name)).toList();
    }

    private void apply(Path document) {
        assertThat(tocsin("config", "apply", document.toString())).contains("accepted");
    }

    private String tocsin(String... words) {
        return run(0, words)[0];
    }

    private String failing(String... words) {
        return run(1, words)[1];
    }

    /** What is said to the standard output, and what to the error output. */
    private String[] run(int exit, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(Stream.of(words), Stream.of("--settings", settings.toString()))
                .toArray(String[]::new);
        assertThat(Tocsin.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), Map.of()).execute(all))
                .as("%s%s", out, err).isEqualTo(exit);
        return new String[]{out.toString(), err.toString()};
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
