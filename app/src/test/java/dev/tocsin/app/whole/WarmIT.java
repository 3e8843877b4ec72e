package dev.tocsin.app.whole;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.Tocsin;
import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.warm.RealPrometheus;
import dev.tocsin.app.whole.Telemetry.Mood;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that is judged from its first window, because a real Prometheus remembers it. */
@Timeout(180)
@EnabledIf(value = "prometheusIsThere", disabledReason = "no prometheus and promtool on this machine: apt-get install prometheus")
class WarmIT {

    private static final Duration PAST = Duration.ofHours(3);
    private static final String QUERIES = """
            service: job
            metrics:
              latency_p99_seconds: latency_p99_seconds
              error_ratio: error_ratio
              cpu_utilization: cpu_utilization
              requests_per_second: requests_per_second
              heap_used_bytes: sum by (job) (heap_used_bytes)
            """;

    @TempDir
    Path folder;

    static boolean prometheusIsThere() {
        return RealPrometheus.isThere();
    }

    @Test
    void whatPrometheusRemembersOfAServiceJudgesItFromItsFirstWindow() throws Exception {
        try (RealPrometheus prometheus = RealPrometheus.remembering(folder, past(Instant.now()), "");
                Stand stand = new Stand(folder.resolve("broker")).withRegistry()) {
            // Given a service of Tocsin's that runs and has never seen checkout
            Map<String, String> settings = stand.settings(folder.resolve("state"));
            try (Service service = Service.start(Settings.of("test", settings))) {
                // When its past is handed over, and then it speaks
                Path queries = Files.writeString(folder.resolve("queries.yaml"), QUERIES);
                String byFile = warm(settings, prometheus, "--query-file", queries.toString(), "--dry-run");
                String said = warm(settings, prometheus);
                Telemetry.writtenNow(stand, "checkout", Instant.now().minus(Duration.ofMinutes(2)))
                        .send(Mood.WELL, 2);
                Telemetry.writtenNow(stand, "checkout", Instant.now()).send(Mood.WELL, 12);
                Telemetry.writtenNow(stand, "stranger", Instant.now()).send(Mood.WELL, 12);
                // Then it is judged at once, and another that nobody remembers isn't
                assertThat(byFile).contains("\"models\" : 1", "\"handed_over\" : false");
                assertThat(said).contains("\"models\" : 1", "\"handed_over\" : true", "\"queries\" : 5");
                Stand.await()
                        .until(() -> phases(stand, "checkout").size() >= 8 && phases(stand, "stranger").size() >= 8);
                assertThat(phases(stand, "checkout").getLast()).isEqualTo(Phase.mature);
                assertThat(phases(stand, "stranger")).containsOnly(Phase.warming_up);
            }
        }
    }

    private String warm(Map<String, String> settings, RealPrometheus prometheus, String... more) throws IOException {
        var yaml = new StringBuilder();
        settings.forEach((name, value) -> yaml.append('"').append(name).append("\": \"").append(value).append("\"\n"));
        Path file = Files.writeString(folder.resolve("tocsin.yaml"), yaml);
        var out = new StringWriter();
        var err = new StringWriter();
        List<String> words = new ArrayList<>(List.of("warm", "--prometheus", prometheus.url().toString(), "--days",
                "0.12", "--settings", file.toString(), "-o", "json"));
        words.addAll(List.of(more));
        int exit = Tocsin.commandLine(new PrintWriter(out), new PrintWriter(err), Map.of())
                .execute(words.toArray(String[]::new));
        assertThat(exit).as(err.toString()).isZero();
        assertThat(err.toString()).contains("1 of 1 stretches");
        return out.toString();
    }

    private static List<Phase> phases(Stand stand, String service) {
        return stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class).stream()
                .filter(verdict -> verdict.getService().equals(service)).map(WindowVerdict::getPhase).toList();
    }

    /** Three hours of a service that is well, as OpenMetrics. */
    private static String past(Instant now) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        var text = new StringBuilder();
        Map<String, Double> usual = Map.of("latency_p99_seconds", 0.1, "error_ratio", 0.001, "cpu_utilization", 0.3,
                "requests_per_second", 50.0, "heap_used_bytes", 2e8);
        long end = Math.floorDiv(now.getEpochSecond(), Telemetry.WINDOW.toSeconds()) * Telemetry.WINDOW.toSeconds();
        usual.forEach((metric, value) -> {
            text.append("# TYPE ").append(metric).append(" gauge\n");
            for (long at = end - PAST.toSeconds(); at <= end; at += Telemetry.WINDOW.toSeconds()) {
                text.append(metric).append("{job=\"checkout\"} ").append(value * (1 + 0.02 * random.nextGaussian()))
                        .append(' ').append(at).append('\n');
            }
        });
        return text.toString();
    }
}
