package dev.tocsin.app.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.settings.HttpSettings;
import dev.tocsin.notifiers.Secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpEndpointsTest {

    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0);

    private volatile boolean running = true;
    private final Health health = new Health() {
        @Override
        public List<Check> live() {
            return List.of(new Check("streams", true, "REBALANCING"));
        }

        @Override
        public List<Check> ready() {
            return List.of(new Check("registry", true, "reached"),
                    new Check("streams", running, running ? "RUNNING" : "REBALANCING"));
        }
    };
    private HttpEndpoints endpoints;

    @BeforeEach
    void start() {
        endpoints = HttpEndpoints.start(ANY_PORT, health, () -> "tocsin_up 1\n");
    }

    @AfterEach
    void stop() {
        endpoints.close();
    }

    @Test
    void aliveIsNotTheSameAsReady() throws Exception {
        // Given
        running = false;
        // When
        HttpResponse<String> live = get("/healthz");
        HttpResponse<String> ready = get("/readyz");
        // Then
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("not ready\nstreams: REBALANCING\n");
    }

    @Test
    void verboseNamesEveryPart() throws Exception {
        // When
        JsonNode answer = new ObjectMapper().readTree(get("/readyz?verbose").body());
        // Then
        assertThat(answer.get("ready").asBoolean()).isTrue();
        assertThat(answer.get("checks")).extracting(check -> check.get("name").asText())
                .containsExactly("registry", "streams");
    }

    @Test
    void prometheusFindsItsOwnNames() throws Exception {
        assertThat(get("/-/healthy").body()).isEqualTo("live\n");
        assertThat(get("/-/ready").body()).isEqualTo("ready\n");
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.body()).isEqualTo("tocsin_up 1\n");
        assertThat(metrics.headers().firstValue("content-type").orElse("")).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void aPathThatIsntThereIsNotFound() throws Exception {
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutTheTokenNothingButWhatIsOpenIsAnswered() throws Exception {
        // Given
        endpoints.close();
        endpoints = HttpEndpoints.start(new HttpSettings("127.0.0.1", 0, Optional.of(Secret.of("s3same")),
                Set.of(HttpSettings.Part.HEALTH)), health, () -> "tocsin_up 1\n");
        // When
        HttpResponse<String> refused = get("/metrics");
        // Then
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(refused.body()).contains("http.token").doesNotContain("tocsin_up", "s3same");
        assertThat(get("/nowhere").statusCode()).isEqualTo(401);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/metrics", "Bearer s3same").body()).isEqualTo("tocsin_up 1\n");
    }

    @Test
    void aTakenPortIsSaid() {
        assertThatThrownBy(() -> HttpEndpoints.start(new HttpSettings("127.0.0.1", endpoints.port()), null, null))
                .isInstanceOf(Failure.class).hasMessageContaining(":" + endpoints.port());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "");
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + path));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
