package dev.tocsin.app.run;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.broker.Ports;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.http.Check;
import dev.tocsin.app.settings.Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The service on a broker and a registry of its own. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path data;

    @Test
    void itComesUpTellsHowItIsStopsInOrderAndComesUpAgain() throws Exception {
        // Given
        Settings settings = settings(Map.of());
        for (int life = 1; life <= 2; life++) {
            try (var embedded = Embedded.start(data, Ports.free(), 0, settings)) {
                Service service = Service.start(embedded.in(settings));
                // When
                try (service) {
                    await().atMost(PATIENCE).until(() -> service.health().ready().stream().allMatch(Check::ok));
                    // Then
                    assertThat(get(service, "/readyz").statusCode()).isEqualTo(200);
                    assertThat(get(service, "/healthz").statusCode()).isEqualTo(200);
                    assertThat(get(service, "/metrics").body()).contains("tocsin_evaluation_lag_seconds 0",
                            "kafka_stream_");
                }
                assertThat(service.awaitEnd()).as("no reason but that it was asked to, in life %d", life).isEmpty();
            }
        }
    }

    @Test
    void missingTopicsThatItMayNotCreateAreNamed() {
        // Given
        Settings settings = settings(Map.of("topics.create", "false"));
        try (var embedded = Embedded.start(data, Ports.free(), 0, settings)) {
            // When, Then
            assertThatThrownBy(() -> Service.start(embedded.in(settings))).isInstanceOf(Failure.class)
                    .hasMessageContaining("tocsin.telemetry.v1");
        }
    }

    @Test
    void aBrokerThatNobodyElseHasAHandInGetsTheSourcesToo() {
        // Given
        Settings settings = settings(Map.of("sources.0.topic", "otlp_metrics", "sources.1.topic", "telegraf"));
        try (var embedded = Embedded.start(data, Ports.free(), 0, settings)) {
            assertThatThrownBy(() -> Premises.check(embedded.in(settings))).isInstanceOf(Failure.class)
                    .hasMessageContaining("otlp_metrics, telegraf");
            // When, twice as at each start
            Premises.provideSources(embedded.in(settings));
            Premises.provideSources(embedded.in(settings));
            // Then
            assertThatCode(() -> Premises.check(embedded.in(settings))).doesNotThrowAnyException();
        }
    }

    @Test
    void aKeyedSourceOfAnotherWidthIsRefused() {
        // Given
        Settings narrow = settings(Map.of());
        Settings wide = settings(Map.of("topics.partitions", "3"));
        try (var embedded = Embedded.start(data, Ports.free(), 0, narrow)) {
            Premises.check(embedded.in(narrow));
            // When, Then
            assertThatThrownBy(() -> Premises.check(embedded.in(wide))).isInstanceOf(Failure.class)
                    .hasMessageContaining("tocsin.telemetry.v1").hasMessageContaining("2 partitions");
        }
    }

    private static Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of("topics.partitions", "2", "http.port", "0"));
        all.putAll(more);
        return Settings.of("test", all);
    }

    private static HttpResponse<String> get(Service service, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.httpPort() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
