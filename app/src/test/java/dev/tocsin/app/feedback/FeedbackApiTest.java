package dev.tocsin.app.feedback;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tocsin.app.http.Check;
import dev.tocsin.app.http.Health;
import dev.tocsin.app.http.HttpEndpoints;
import dev.tocsin.app.intake.RecordApi;
import dev.tocsin.app.settings.HttpSettings;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.schemas.v1.Feedback;
import dev.tocsin.schemas.v1.FeedbackKind;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code POST /api/v1/feedback} over real HTTP. */
class FeedbackApiTest {

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final String TOKEN = "s3same";
    private static final String INCIDENT = "cascade/prod-eu/k%C3%A4se/1893499200";

    private final List<String> keys = new ArrayList<>();
    private final List<Feedback> kept = new ArrayList<>();
    private final RecordApi<Feedback> api = FeedbackApi.of(() -> NOON);
    private final Health well = new Health() {
        @Override
        public List<Check> live() {
            return List.of();
        }

        @Override
        public List<Check> ready() {
            return List.of();
        }
    };
    private HttpEndpoints endpoints;

    @BeforeEach
    void start() {
        api.writes((key, said) -> {
            keys.add(key);
            kept.add(said);
            return Optional.empty();
        });
        endpoints = HttpEndpoints.start(new HttpSettings("127.0.0.1", 0, Optional.of(Secret.of(TOKEN)), Set.of()), well,
                () -> "", api);
    }

    @AfterEach
    void stop() {
        endpoints.close();
    }

    @Test
    void anIncidentNamesItsService() throws Exception {
        // When
        HttpResponse<String> answer = post("{'incident':'" + INCIDENT + "','kind':'ack','by':'alice'}", TOKEN);
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(keys).containsExactly("prod-eu/käse");
        assertThat(kept).singleElement()
                .isEqualTo(new Feedback("prod-eu", "käse", INCIDENT, FeedbackKind.ack, NOON, "alice", ""));
    }

    @Test
    void aServiceAloneIsEnough() throws Exception {
        HttpResponse<String> answer = post("{'service':'checkout','kind':'normal_now','comment':'new cache'}", TOKEN);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(kept).singleElement().isEqualTo(new Feedback("default", "checkout", null, FeedbackKind.normal_now,
                NOON, "somebody", "new cache"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'kind':'ack'}|service",
            "{'service':'a','kind':'shrug'}|is none of ack, resolve, useful, false_alarm, normal_now",
            "{'service':'a','kind':'ack','incident':''}|is blank",
            "{'service':'a','kind':'ack','incident':'cascade/prod-eu/b/7'}|is of prod-eu/b, not of service default/a",
            "{'service':'a','kind':'ack','at':'2030-01-01T13:00:00Z'}|ahead",
            "{'service':'a','kind':'ack','who':'me'}|'who' is no field"})
    void whatIsWrongIsSaidWith400(String body, String problem) throws Exception {
        HttpResponse<String> answer = post(body, TOKEN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(problem);
        assertThat(kept).isEmpty();
    }

    @Test
    void withoutTheTokenItIsRefusedWith401() throws Exception {
        assertThat(post("{'service':'a','kind':'ack'}", "wrong").statusCode()).isEqualTo(401);
        assertThat(kept).isEmpty();
    }

    private HttpResponse<String> post(String body, String token) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + "/api/v1/feedback"))
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
