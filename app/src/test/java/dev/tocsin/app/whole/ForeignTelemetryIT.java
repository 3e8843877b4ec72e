package dev.tocsin.app.whole;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.Tocsin;
import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

/** An un-keyed {@code otlp_metrics} topic beside a fresh installation without a single document. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ForeignTelemetryIT {

    private static final String TOPIC = "otlp_metrics";
    private static final List<String> SERVICES = List.of("checkout", "payments", "search");
    private static final int STEPS = 24;
    private static final int STEP_SECONDS = 5;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void servicesAreJudgedAndTheTopicIsInspected(@TempDir Path folder) throws Exception {
        try (Stand stand = new Stand(folder.resolve("broker")).withRegistry()) {
            // Given
            Map<String, String> settings = new HashMap<>(stand.settings(folder.resolve("state")));
            settings.put("sources.0.topic", TOPIC);
            Path file = Files.writeString(folder.resolve("tocsin.yaml"),
                    "brokers: " + settings.get("bootstrap.servers") + "\n");
            send(settings.get("bootstrap.servers"), Instant.now().minusSeconds(STEPS * STEP_SECONDS));

            // When
            try (Service _ = Service.start(Settings.of("test", settings))) {
                // Then
                Stand.await().untilAsserted(() -> assertThat(stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class))
                        .filteredOn(verdict -> verdict.getMetrics().containsKey("http_latency_seconds_p99")
                                && verdict.getMetrics().containsKey("http_error_ratio"))
                        .extracting(WindowVerdict::getService).contains(SERVICES.toArray(String[]::new)));
            }

            // When
            Path map = folder.resolve("map.yaml");
            int code = tocsin("inspect", TOPIC, "--for", "10m", "-o", "json", "--write", map.toString(), "--settings",
                    file.toString());

            // Then
            assertThat(code).as(err.toString()).isZero();
            JsonNode found = new ObjectMapper().readTree(out.toString());
            assertThat(found.path("formats").path("otlp_json").asInt()).isEqualTo(STEPS);
            assertThat(found.path("services").valueStream().map(one -> one.path("name").asText()))
                    .containsExactly("default/checkout", "default/payments", "default/search");
            assertThat(found.path("services").path(0).path("signals").valueStream().map(JsonNode::asText))
                    .contains("latency_high", "errors_up", "traffic_down");
            assertThat(found.path("left").path("dropped").path("examples").path(0).asText()).isEqualTo("target.info");
            assertThat(Files.readString(map)).contains("match: basket.size");
            assertThat(tocsin("config", "validate", map.toString())).as(err + "\n" + out).isZero();
            assertThat(tocsin("inspect", "no_such_topic", "--settings", file.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("there is no topic no_such_topic");
            assertThat(tocsin("inspect", TOPIC, "--for", "never")).isEqualTo(2);
        }
    }

    private int tocsin(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Tocsin.commandLine(new PrintWriter(out), new PrintWriter(err), Map.of()).execute(arguments);
    }

    /** What a collector without keys writes: in turn to each partition. */
    private static void send(String brokers, Instant start) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
        // One request at a time: two to a partition that is only just there can come in the wrong order for good
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", brokers,
                "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int step = 0; step < STEPS; step++) {
                Instant time = start.plusSeconds((long) STEP_SECONDS * step);
                List<String> resources = new ArrayList<>();
                for (String service : SERVICES) {
                    resources.add(resource(service, time, step));
                }
                byte[] request = ("{\"resourceMetrics\":[" + String.join(",", resources) + "]}")
                        .getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(TOPIC, null, time.toEpochMilli(), null, request));
            }
            producer.flush();
        }
    }

    private static String resource(String service, Instant time, int step) {
        long nanos = time.toEpochMilli() * 1_000_000;
        return """
                {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%s"}},
                  {"key":"service.instance.id","value":{"stringValue":"%s-1"}}]},
                 "scopeMetrics":[{"metrics":[
                  {"name":"http.server.request.duration","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[
                    {"timeUnixNano":"%d","count":"%d","sum":1,"bucketCounts":["%d","0"],"explicitBounds":[0.5],
                     "attributes":[{"key":"http.response.status_code","value":{"intValue":"200"}}]},
                    {"timeUnixNano":"%d","count":"%d","sum":1,"bucketCounts":["%d","0"],"explicitBounds":[0.5],
                     "attributes":[{"key":"http.response.status_code","value":{"intValue":"503"}}]}]}},
                  {"name":"basket.size","gauge":{"dataPoints":[{"timeUnixNano":"%d","asDouble":3}]}},
                  {"name":"target.info","gauge":{"dataPoints":[{"timeUnixNano":"%d","asDouble":1}]}}]}]}"""
                .formatted(service, service, nanos, 90L * step, 90L * step, nanos, 10L * step, 10L * step, nanos,
                        nanos);
    }
}
