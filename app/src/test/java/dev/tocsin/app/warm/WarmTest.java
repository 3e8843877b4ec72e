package dev.tocsin.app.warm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.warm.Stretches.Stretch;
import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.config.ShippedMaps;
import dev.tocsin.topology.derive.Combine;
import dev.tocsin.topology.derive.Input.Part;
import dev.tocsin.topology.map.Question;
import dev.tocsin.topology.map.Questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** What is asked of Prometheus, how its answers are read, and what is learned from them. */
class WarmTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final String MATRIX = """
            {"status":"success","data":{"resultType":"matrix","result":[
              {"metric":{"job":"checkout","namespace":"prod"},
               "values":[[1893499200,"0.25"],[1893499260,"NaN"],[1893499320,"+Inf"]]}]}}
            """;

    private final MockWebServer prometheus = new MockWebServer();
    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        prometheus.start();
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Test
    void whatMayPassIsAskedAgainWithLongerPauses() throws Exception {
        // Given
        prometheus.enqueue(new MockResponse.Builder().code(503).build());
        prometheus.enqueue(new MockResponse.Builder().code(429).build());
        prometheus.enqueue(new MockResponse.Builder().code(200).body("<html>").build());
        prometheus.enqueue(new MockResponse.Builder().code(200).body(MATRIX).build());
        // When
        List<Series> answer = ask();
        // Then
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(answer).singleElement().satisfies(series -> {
            assertThat(series.labels()).containsEntry("job", "checkout");
            assertThat(series.points()).containsExactly(Map.entry(NOON, 0.25));
        });
        assertThat(prometheus.takeRequest().getBody().utf8()).contains("step=60s", "query=up");
    }

    @Test
    void anExpressionThatIsWrongIsNamedAtOnce() {
        prometheus.enqueue(new MockResponse.Builder().code(400)
                .body("{\"status\":\"error\",\"error\":\"parse error at char 3\"}").build());

        assertThatThrownBy(this::ask).isInstanceOf(Failure.class).hasMessageContaining("latency")
                .hasMessageContaining("parse error at char 3");
        assertThat(pauses).isEmpty();
    }

    @Test
    void whoNeverAnswersIsGivenUp() {
        for (int i = 0; i < 6; i++) {
            prometheus.enqueue(new MockResponse.Builder().code(500).build());
        }

        assertThatThrownBy(this::ask).isInstanceOf(Failure.class).hasMessageContaining("HTTP 500");
    }

    @Test
    void aSpanIsAskedInStretchesThatMeetAndNoneIsTooLong() {
        // When
        List<Stretch> fortnight = new Stretches(MINUTE).before(NOON.plusSeconds(30), Duration.ofDays(14));
        List<Stretch> fine = new Stretches(Duration.ofSeconds(5)).before(NOON, Duration.ofDays(1));
        // Then
        assertThat(fortnight).hasSize(14);
        assertThat(fortnight.getLast().last()).isEqualTo(NOON);
        assertThat(fortnight.getFirst().first()).isEqualTo(NOON.minus(Duration.ofDays(14)).plus(MINUTE));
        for (int i = 1; i < fortnight.size(); i++) {
            assertThat(fortnight.get(i).first()).isEqualTo(fortnight.get(i - 1).last().plus(MINUTE));
        }
        assertThat(fine).hasSize(2).allSatisfy(stretch -> assertThat(
                Duration.between(stretch.first(), stretch.last()).dividedBy(Duration.ofSeconds(5))).isLessThan(10_000));
    }

    @Test
    void seriesOfOneServiceAreItsMeanAndEnoughWindowsMakeAModelThatJudges() {
        // Given
        var training = new Training(Profile.standard(MINUTE));
        ServiceId checkout = ServiceId.parse("prod/checkout");
        ServiceId young = ServiceId.parse("prod/young");
        // When
        var values = new Values(new Stretch(NOON, NOON.plus(MINUTE.multipliedBy(599))), MINUTE);
        for (int i = 0; i < 600; i++) {
            Instant end = NOON.plus(MINUTE.multipliedBy(i));
            double wobble = 0.02 * Math.sin(i * 0.7) + 0.01 * Math.sin(i * 2.3);
            values.add(checkout, "latency", Combine.MEAN, 1, Map.of(end, 0.1 + wobble));
            values.add(checkout, "latency", Combine.MEAN, 1, Map.of(end, 0.3 + wobble));
            values.add(checkout, "errors", Combine.MEAN, 1, Map.of(end, 0.01 + wobble / 10));
            if (i < 5) {
                values.add(young, "latency", Combine.MEAN, 1, Map.of(end, 0.1));
            }
        }
        training.learn(values);
        // Then
        assertThat(training.windows()).isEqualTo(605);
        assertThat(training.services()).isEqualTo(2);
        assertThat(training.mature()).containsOnlyKeys(checkout);
    }

    @Test
    void aQueryFileIsReadAndEveryProblemOfOneIsTold() throws Exception {
        // Given
        Path good = Files.writeString(folder.resolve("good.yaml"),
                "service: job\nnamespace: namespace\nmetrics:\n  latency: avg by (job) (x)\n");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "label: job\nmetrics: {}\n");
        // When
        QueryFile queries = QueryFile.read(good);
        // Then
        assertThat(queries.service(Map.of("job", "checkout"))).isEqualTo(Optional.of(ServiceId.parse("checkout")));
        assertThat(queries.service(Map.of("job", "checkout", "namespace", "prod")))
                .isEqualTo(Optional.of(ServiceId.parse("prod/checkout")));
        assertThat(queries.service(Map.of("pod", "x"))).isEmpty();
        assertThatThrownBy(() -> QueryFile.read(bad)).isInstanceOfSatisfying(Failure.class,
                failure -> assertThat(failure.remedy()).contains("label is none of", "service:", "metrics:"));
    }

    @Test
    void whatAMapAsksIsSaidInTheWordsOfPrometheus() {
        var questions = new Questions(ShippedMaps.all(), "metrics");

        assertThat(words(questions, "node_cpu_seconds_total", Part.OF)).containsExactly(
                "sum by (app, job, service) (rate({__name__=\"node_cpu_seconds_total\",mode!~\"(?i:idle)\"}[60s]))");
        assertThat(words(questions, "http_requests_total", Part.WHOLE)).containsExactly(
                "sum by (app, job, service) (rate({__name__=\"http_requests_total\",quantile!~\"(?i:.+)\"}[60s]))");
        assertThat(words(questions, "jvm_threads_live_threads", Part.WHOLE)).singleElement().asString().startsWith(
                "avg by (app, job, service) (avg by (app, job, service, instance, pod) (avg_over_time({");
        assertThat(words(questions, "http_request_duration_seconds_bucket", Part.WHOLE)).singleElement().isEqualTo(
                "histogram_quantile(0.9, sum by (app, job, service, le) (rate({__name__="
                        + "\"http_request_duration_seconds_bucket\",le!=\"\"}[60s])))");
        assertThat(words(questions, "node_vmstat_pgfault", Part.WHOLE)).isEmpty();
    }

    private static List<String> words(Questions questions, String metric, Part part) {
        return questions.of(metric).stream()
                .filter(question -> question.part() == part && question.form() != Question.Form.GIVEN)
                .map(question -> new PromQl(question, List.of("service", "job", "app", "service.name"),
                        List.of("pod", "instance")).value(0.9, MINUTE))
                .toList();
    }

    @Test
    void labelsOfOpenTelemetryAreTheAttributesThatComeLive() {
        var labelling = new Labelling.OfOpenTelemetry(Map.of("shop/checkout", Map.of("job", "shop/checkout",
                "deployment_environment_name", "prod")));
        var questions = new Questions(ShippedMaps.particular(), "otlp_metrics");

        assertThat(questions.service("http_server_request_duration_seconds_bucket", labelling.attributes(
                Map.of("job", "shop/checkout", "le", "1"),
                questions.namedBy("http_server_request_duration_seconds_bucket"))))
                .contains(ServiceId.parse("shop/checkout"));
        assertThat(questions.service("jvm_thread_count", new Labelling.OfOpenTelemetry(Map.of("checkout",
                Map.of("k8s_namespace_name", "prod"))).attributes(Map.of("job", "checkout"), questions
                        .namedBy("jvm_thread_count"))))
                .contains(ServiceId.parse("prod/checkout"));
    }

    private List<Series> ask() {
        return new Prometheus(prometheus.url("/"), Optional.empty(), pauses::add).range("latency", "up", NOON,
                NOON.plus(MINUTE), MINUTE);
    }
}
