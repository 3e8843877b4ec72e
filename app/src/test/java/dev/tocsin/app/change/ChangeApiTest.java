package dev.tocsin.app.change;

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
import dev.tocsin.app.intake.Asked;
import dev.tocsin.app.intake.RecordApi;
import dev.tocsin.app.settings.HttpSettings;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.ChangeKind;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code POST /api/v1/changes} over real HTTP. */
class ChangeApiTest {

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final String TOKEN = "s3same";

    private final List<ChangeEvent> kept = new ArrayList<>();
    private final RecordApi<ChangeEvent> api = ChangeApi.of(() -> NOON);
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
        api.writes((key, change) -> {
            kept.add(change);
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
    void aChangeIsKeptAndAnsweredWith202() throws Exception {
        // When
        HttpResponse<String> answer = post(
                "{\"namespace\":\"prod\",\"service\":\"checkout\",\"kind\":\"deploy\",\"ref\":\"v42\"}", TOKEN);
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("prod/checkout", "2030-01-01T12:00:00Z");
        assertThat(kept).singleElement().satisfies(change -> {
            assertThat(change.getNamespace()).isEqualTo("prod");
            assertThat(change.getKind()).isEqualTo(ChangeKind.deploy);
            assertThat(change.getAt()).isEqualTo(NOON);
            assertThat(change.getRef()).isEqualTo("v42");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{|isn't JSON",
            "[]|isn't a JSON object",
            "{'kind':'deploy'}|service",
            "{'service':'a','kind':'party'}|is none of deploy",
            "{'service':'a','kind':'unknown'}|is none of deploy",
            "{'service':'a','kind':'deploy','at':'noon'}|isn't an instant",
            "{'service':'a','kind':'deploy','at':'2030-01-01T13:00:00Z'}|ahead",
            "{'service':'a','kind':'deploy','who':'me'}|'who' is no field",
            "{'service':7,'kind':'deploy'}|service must be text",
            "{'namespace':'a/b','service':'a','kind':'deploy'}|namespace"})
    void whatIsWrongIsSaidWith400(String body, String problem) throws Exception {
        HttpResponse<String> answer = post(body.replace('\'', '"'), TOKEN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(problem);
        assertThat(kept).isEmpty();
    }

    @Test
    void withoutTheTokenItIsRefusedWith401() throws Exception {
        assertThat(post("{}", "wrong").statusCode()).isEqualTo(401);
        assertThat(kept).isEmpty();
    }

    @Test
    void aBodyTooLargeIsRefusedWith413() throws Exception {
        assertThat(post(" ".repeat(Asked.MOST_BYTES + 1), TOKEN).statusCode()).isEqualTo(413);
    }

    @Test
    void whatCannotBeWrittenNowIsAnsweredWith503() throws Exception {
        // Given
        api.writes((key, change) -> Optional.of("TimeoutException: no broker"));
        // When
        HttpResponse<String> answer = post("{\"service\":\"checkout\",\"kind\":\"deploy\"}", TOKEN);
        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("send it again").contains("no broker");
    }

    private HttpResponse<String> post(String body, String token) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + "/api/v1/changes"))
                    .header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
