package dev.tocsin.app.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.tocsin.app.cli.Json;
import dev.tocsin.app.config.ConfigFolder;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/** Every example makes the same events out of the same verdicts through the service's topology as it does in simulate. */
class ExamplesThroughKafkaTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Longer than the last verdict of most examples, so that what happens without one is compared too. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(12);

    @TempDir
    Path state;

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("../examples"))) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theSameEventsComeOfBoth(Path example) throws Exception {
        // Given
        List<Verdict> verdicts = Lines.read(example.resolve("verdicts.jsonl"), JsonLine::verdict);
        Path changed = example.resolve("changes.jsonl");
        List<Change> changes = Files.exists(changed) ? Lines.read(changed, JsonLine::change) : List.of();
        Instant start = verdicts.stream().map(Verdict::start).min(Comparator.naturalOrder()).orElseThrow();
        Instant end = verdicts.stream().map(Verdict::end).max(Comparator.naturalOrder()).orElseThrow()
                .plus(AFTERWARDS);

        // When
        List<String> simulated = simulated(example, verdicts, changes, start, end);
        List<String> streamed = streamed(example, verdicts, changes, start, end);

        // Then
        assertThat(simulated).isNotEmpty();
        assertThat(streamed).containsExactlyElementsOf(simulated);
    }

    private static List<String> simulated(Path example, List<Verdict> verdicts, List<Change> changes,
            Instant start, Instant end) {
        List<IncidentEvent> events = new ArrayList<>();
        new Simulation(ConfigFolder.read(example.resolve("config"), start), MINUTE, (event, tier) -> events.add(event))
                .run(Arrivals.of(verdicts, changes).ordered(), end.plusSeconds(10));
        return ordered(events);
    }

    private List<String> streamed(Path example, List<Verdict> verdicts, List<Change> changes, Instant start,
            Instant end) throws IOException {
        try (GivenVerdicts service = new GivenVerdicts(state, start)) {
            for (JsonNode document : documents(example.resolve("config"))) {
                String namespace = document.path("namespace").asText("*");
                service.document(document.get("kind").asText() + "/" + namespace + "/" + document.get("name").asText(),
                        document.toString().getBytes(StandardCharsets.UTF_8));
            }
            service.verdicts(verdicts);
            service.changes(changes);
            service.until(end);
            return ordered(service.incidents());
        }
    }

    private static List<JsonNode> documents(Path folder) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        List<JsonNode> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                yaml.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).forEachRemaining(documents::add);
                documents.removeIf(document -> !document.has("kind"));
            }
        }
        return documents;
    }

    /**
     * Every field but the second at which the switchboard looked at a time of its own; tasks have no order between them, nor have incidents of one
     * time.
     */
    private static List<String> ordered(List<IncidentEvent> events) {
        return events.stream().sorted(Comparator.comparing(IncidentEvent::at)
                .thenComparing(event -> event.incident().value()).thenComparing(IncidentEvent::transition))
                .map(ExamplesThroughKafkaTest::looked)
                .map(event -> Json.line(EventLine.of(event, event.tier())) + event.ruleVersion() + event.score()
                        + event.topMetrics())
                .toList();
    }

    private static IncidentEvent looked(IncidentEvent event) {
        boolean byTime = event.rule().equals("telemetry-stopped") || event.reason().endsWith(" ended");
        return byTime
                ? new IncidentEvent(event.incident(), event.rule(), event.ruleVersion(), event.service(),
                        event.transition(), event.tier(), Instant.EPOCH, event.openedAt(), event.steps(),
                        event.orderConfidence(), event.reason(), event.score(), event.topMetrics(),
                        event.hypotheses(), event.behind())
                : event;
    }
}
