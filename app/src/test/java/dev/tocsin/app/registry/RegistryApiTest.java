package dev.tocsin.app.registry;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** What other clients send and get, byte for byte where it matters. */
class RegistryApiTest {

    private static final String INT = "{\"schema\": \"\\\"int\\\"\"}";
    private static final String LONG = "{\"schema\": \"\\\"long\\\"\"}";

    private final ListSchemaLog log = new ListSchemaLog(List.of());
    private final EmbeddedSchemaRegistry server = new EmbeddedSchemaRegistry(log, 0);
    private final OkHttpClient http = new OkHttpClient();

    private record Answer(int status, JsonNode body) {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSchemaIsRegisteredReadAndListed() throws IOException {
        // When
        Answer registered = post("/subjects/s/versions", INT);

        // Then
        assertThat(registered).hasToString("Answer[status=200, body={\"id\":1}]");
        assertThat(get("/schemas/ids/1").body()).hasToString("{\"schema\":\"\\\"int\\\"\"}");
        assertThat(get("/schemas/ids/1/schema").body()).hasToString("\"int\"");
        assertThat(get("/schemas/ids/1/versions").body()).hasToString("[{\"subject\":\"s\",\"version\":1}]");
        assertThat(get("/subjects").body()).hasToString("[\"s\"]");
        assertThat(get("/subjects/s/versions").body()).hasToString("[1]");
        assertThat(get("/subjects/s/versions/latest").body())
                .hasToString("{\"subject\":\"s\",\"version\":1,\"id\":1,\"schema\":\"\\\"int\\\"\"}");
        assertThat(get("/subjects/s/versions/-1")).isEqualTo(get("/subjects/s/versions/1"));
        assertThat(get("/schemas/types").body()).hasToString("[\"AVRO\"]");
        assertThat(get("/mode").body()).hasToString("{\"mode\":\"READWRITE\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GET  | /schemas/ids/9                        |                          | 404 | 40403",
            "GET  | /schemas/ids/nine                     |                          | 404 | 40403",
            "GET  | /subjects/none/versions               |                          | 404 | 40401",
            "GET  | /subjects/s/versions/9                |                          | 404 | 40402",
            "GET  | /subjects/s/versions/0                |                          | 422 | 42202",
            "GET  | /subjects/s/versions/newest           |                          | 422 | 42202",
            "GET  | /config/s                             |                          | 404 | 40408",
            "POST | /subjects/s                           | {\"schema\":\"\\\"x\\\"\"} | 422 | 42201",
            "POST | /subjects/s/versions                  | {\"schema\":\"{nonsense\"} | 422 | 42201",
            "POST | /subjects/s/versions                  | {}                       | 422 | 42201",
            "POST | /subjects/s/versions                  | nonsense                 | 400 | 400",
            "POST | /subjects/s/versions                  | {\"schema\":\"\\\"string\\\"\"} | 409 | 409",
            "POST | /subjects/s/versions  | {\"schemaType\":\"JSON\",\"schema\":\"{}\"} | 422 | 42201",
            "PUT  | /config                               | {\"compatibility\":\"SOME\"} | 422 | 42203",
    })
    void whatCannotBeDoneHasItsCode(String method, String path, String body, int status, int code) throws IOException {
        // Given
        post("/subjects/s/versions", LONG);

        // When
        Answer answer = ask(method, path, body);

        // Then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("error_code").asInt()).isEqualTo(code);
        assertThat(answer.body().path("message").asText()).isNotEmpty();
        assertThat(log.events).hasSize(1);
    }

    @Test
    void aSubjectsOwnLevelDecidesForItAlone() throws IOException {
        // Given int, which long can read but not be read as
        post("/subjects/own/versions", INT);
        post("/subjects/other/versions", INT);

        // When
        Answer set = ask("PUT", "/config/own", "{\"compatibility\":\"FULL\"}");

        // Then
        assertThat(set.body()).hasToString("{\"compatibility\":\"FULL\"}");
        assertThat(get("/config/own").body()).hasToString("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(get("/config/other?defaultToGlobal=true").body())
                .hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(post("/subjects/own/versions", LONG).status()).isEqualTo(409);
        assertThat(post("/subjects/other/versions", LONG).status()).isEqualTo(200);
    }

    @Test
    void withLevelNoneEverythingIsAccepted() throws IOException {
        // Given
        post("/subjects/s/versions", INT);
        ask("PUT", "/config", "{\"compatibility\":\"NONE\"}");

        // When
        Answer answer = post("/subjects/s/versions", "{\"schema\": \"\\\"string\\\"\"}");

        // Then
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void compatibilityIsCheckedAgainstOneVersion() throws IOException {
        // Given
        post("/subjects/s/versions", INT);
        post("/subjects/s/versions", LONG);

        // Then
        String versions = "/compatibility/subjects/s/versions";
        assertThat(post(versions + "/1", INT).body()).hasToString("{\"is_compatible\":true}");
        assertThat(post(versions + "/latest", INT).body()).hasToString("{\"is_compatible\":false}");
        assertThat(post(versions + "?verbose=true", INT).body().path("messages")).hasSize(1);
        assertThat(post(versions + "/7", INT).body().path("error_code").asInt()).isEqualTo(40402);
    }

    @Test
    void aRegistrationThatTheLogDoesNotKeepIsAnError() throws IOException {
        // Given
        log.next = ListSchemaLog.Append.FAILS;

        // When
        Answer answer = post("/subjects/s/versions", INT);

        // Then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("error_code").asInt()).isEqualTo(50001);
        assertThat(get("/subjects").body()).isEmpty();
    }

    @Test
    void anAppendThatFailedButWasKeptDoesNotLetItsIdMeanTwoSchemas() throws IOException {
        // Given
        log.next = ListSchemaLog.Append.FAILS_BUT_KEEPS;
        post("/subjects/s/versions", INT);

        // When
        Answer other = post("/subjects/t/versions", LONG);
        Answer again = post("/subjects/s/versions", INT);

        // Then
        assertThat(other.body()).hasToString("{\"id\":2}");
        assertThat(again.body()).hasToString("{\"id\":1}");
    }

    private Answer get(String path) throws IOException {
        return ask("GET", path, null);
    }

    private Answer post(String path, String body) throws IOException {
        return ask("POST", path, body);
    }

    private Answer ask(String method, String path, String body) throws IOException {
        RequestBody sent = body == null
                ? null
                : RequestBody.create(body, MediaType.get("application/vnd.schemaregistry.v1+json"));
        Request request = new Request.Builder().url(server.url() + path).method(method, sent).build();
        try (Response response = http.newCall(request).execute()) {
            return new Answer(response.code(), new ObjectMapper().readTree(response.body().string()));
        }
    }
}
