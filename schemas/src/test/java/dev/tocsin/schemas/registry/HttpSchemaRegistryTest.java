package dev.tocsin.schemas.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;

import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tocsin.schemas.registry.SchemaRegistryContract.FIRST;
import static dev.tocsin.schemas.registry.SchemaRegistryContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

class HttpSchemaRegistryTest {

    private static final String INT = "{\"schema\":\"\\\"int\\\"\"}";

    private final MockWebServer first = new MockWebServer();
    private final MockWebServer second = new MockWebServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final Map<String, Object> properties = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        first.start();
        second.start();
        properties.put("schema.registry.url", url(first));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void theUrlMayHaveAPathAndTheSubjectAnyCharacter() throws InterruptedException {
        // Given
        properties.put("schema.registry.url", url(first) + "/apis/ccompat/v7/");
        first.enqueue(answer(200, "{\"id\":7}"));

        // When
        int id = registry().register("a/b ?", FIRST);

        // Then
        RecordedRequest request = first.takeRequest();
        assertThat(id).isEqualTo(7);
        assertThat(request.getRequestLine()).startsWith("POST /apis/ccompat/v7/subjects/a%2Fb%20%3F/versions ");
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/vnd.schemaregistry.v1+json");
        assertThat(request.getBody().utf8()).startsWith("{\"schema\":\"{\\\"type\\\":\\\"record\\\"");
    }

    @Test
    void whenOneUrlFailsTheNextAnswersAndIsPreferredFromThenOn() {
        // Given
        properties.put("schema.registry.url", url(first) + ", " + url(second));
        first.enqueue(answer(503, ""));
        second.enqueue(answer(200, INT));
        second.enqueue(answer(200, INT));
        SchemaRegistry registry = registry();

        // When
        registry.schema(1);
        registry.schema(2);

        // Then
        assertThat(first.getRequestCount()).isEqualTo(1);
        assertThat(second.getRequestCount()).isEqualTo(2);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void anAnswerThatMayPassIsAskedForAgain(int status) {
        // Given
        first.enqueue(answer(status, "{\"error_code\":50001}"));
        first.enqueue(answer(200, INT));

        // When
        Schema schema = registry().schema(1);

        // Then
        assertThat(schema).isEqualTo(Schema.create(Schema.Type.INT));
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksInTheAnswerIsTriedAgain() {
        // Given
        first.enqueue(new MockResponse.Builder().body(INT).onResponseBody(new SocketEffect.CloseSocket()).build());
        first.enqueue(answer(200, INT));

        // When
        Schema schema = registry().schema(1);

        // Then
        assertThat(schema).isEqualTo(Schema.create(Schema.Type.INT));
    }

    @Test
    void whatTheRegistryAsksToWaitIsWaitedIfItIsNotTooLong() {
        // Given
        first.enqueue(answer(429, "").newBuilder().addHeader("Retry-After", "1").build());
        first.enqueue(answer(429, "").newBuilder().addHeader("Retry-After", "3600").build());
        first.enqueue(answer(200, INT));

        // When
        registry().schema(1);

        // Then
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void whenNoUrlAnswersEachIsNamedWithItsCauseAndNoSecretIs() {
        // Given
        properties.put("schema.registry.url",
                url(first).replace("http://", "http://alice:hunter2@") + "," + url(second));
        properties.put("max.retries", 2);
        second.close();
        for (int i = 0; i < 3; i++) {
            first.enqueue(answer(500, "hunter2"));
        }

        // When
        RegistryFailure failure = failure(() -> registry().schema(1));

        // Then
        assertThat(failure).isInstanceOf(RegistryFailure.Unreachable.class);
        assertThat(failure.message()).contains(url(first) + " (HTTP 500)", url(second) + " (ConnectException",
                "schema.registry.url").doesNotContain("hunter2", "alice");
        assertThat(first.getRequestCount()).isEqualTo(3);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void pausesGrowAndSpread() {
        // Given
        properties.put("max.retries", 6);
        for (int i = 0; i < 7; i++) {
            first.enqueue(answer(500, ""));
        }

        // When
        failure(() -> registry().schema(1));

        // Then
        List<Integer> most = List.of(200, 400, 800, 1600, 2000, 2000);
        assertThat(pauses).hasSameSizeAs(most);
        for (int i = 0; i < most.size(); i++) {
            assertThat(pauses.get(i).toMillis()).isBetween(most.get(i) / 2L, (long) most.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401 | {\"error_code\":401}   | unauthorized      | basic.auth.user.info",
            "401 |                        | unauthorized      | basic.auth.user.info",
            "403 | {\"error_code\":40301} | forbidden         | auto.register.schemas=false",
            "404 | {\"error_code\":40401} | subject_not_found | subject s",
            "404 | {\"error_code\":40402} | version_not_found | version latest of subject s",
            "404 | {\"error_code\":40403} | schema_not_found  | schema.registry.url",
            "404 | {\"error_code\":404}   | wrong_address     | /apis/ccompat/v7",
            "404 | <html>nginx</html>     | wrong_address     | /apis/ccompat/v7",
            "409 | {\"error_code\":409,\"message\":\"field x\"}  | incompatible | field x",
            "422 | {\"error_code\":42201,\"message\":\"bad x\"}  | invalid      | bad x",
            "302 |                        | unexpected        | 302",
            "200 | <html>login</html>     | unexpected        | <html>login</html>",
            "200 | {}                     | unexpected        | {}",
            "200 | {\"version\":1,\"id\":\"seven\",\"schema\":\"\\\"int\\\"\"} | unexpected | seven",
            "200 | {\"version\":1,\"id\":7,\"schema\":\"{\"}                   | not_avro   | can't be parsed",
            "200 | {\"version\":1,\"id\":7,\"schema\":\"\\\"unheard.Of\\\"\"}  | not_avro   | can't be parsed",
            "200 | {\"version\":1,\"id\":7,\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"} | not_avro | PROTOBUF",
    })
    void everyAnswerThatIsNoSuccessHasItsNameAndSaysWhatToDo(int status, String body, String reason, String said) {
        // Given
        first.enqueue(answer(status, body == null ? "" : body));

        // When
        RegistryFailure failure = failure(() -> registry().latest("s"));

        // Then
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.message()).contains(said, url(first));
        assertThat(first.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aRedirectIsNotFollowedForItWouldCarryCredentialsAway() {
        // Given
        properties.put("basic.auth.credentials.source", "USER_INFO");
        properties.put("basic.auth.user.info", "alice:hunter2");
        first.enqueue(answer(307, "").newBuilder().addHeader("Location", url(second)).build());

        // When
        failure(() -> registry().schema(1));

        // Then
        assertThat(second.getRequestCount()).isZero();
    }

    @Test
    void aSchemaThatBuildsOnOthersIsReadWithThem() {
        // Given
        first.enqueue(answer(200,
                """
                        {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"R\\",\\"fields\\":[{\\"name\\":\\"e\\",\\"type\\":\\"x.E\\"}]}",
                         "references": [{"name": "x.E", "subject": "x.E", "version": 3}]}"""));
        first.enqueue(answer(200, """
                {"subject": "x.E", "version": 3, "id": 4,
                 "schema": "{\\"type\\":\\"enum\\",\\"name\\":\\"x.E\\",\\"symbols\\":[\\"A\\"]}"}"""));

        // When
        Schema schema = registry().schema(1);

        // Then
        assertThat(schema.getField("e").schema().getEnumSymbols()).containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource({"URL,,,Basic YWxpY2U6cMOkc3M=", "USER_INFO,basic.auth.user.info,bob:s:t,Basic Ym9iOnM6dA==",
            "USER_INFO,schema.registry.basic.auth.user.info,bob:s:t,Basic Ym9iOnM6dA==",
            "SASL_INHERIT,sasl.jaas.config,org.apache.kafka.common.security.plain.PlainLoginModule required "
                    + "username=\"bob\" password=\"s:t\";,Basic Ym9iOnM6dA=="})
    void basicCredentialsComeFromWhereTheirSourceSays(String source, String property, String value, String header)
            throws InterruptedException {
        // Given
        properties.put("schema.registry.url", url(first).replace("http://", "http://alice:p%C3%A4ss@"));
        properties.put("basic.auth.credentials.source", source);
        if (property != null) {
            properties.put(property, value);
        }
        first.enqueue(answer(200, "[]"));

        // When
        registry().subjects();

        // Then
        assertThat(first.takeRequest(1, TimeUnit.SECONDS).getHeaders().get("Authorization")).isEqualTo(header);
    }

    @Test
    void aStaticTokenIsSentAsBearer() throws InterruptedException {
        // Given
        properties.put("bearer.auth.credentials.source", "STATIC_TOKEN");
        properties.put("bearer.auth.token", "t0ken");
        first.enqueue(answer(200, "[]"));

        // When
        registry().subjects();

        // Then
        assertThat(first.takeRequest(1, TimeUnit.SECONDS).getHeaders().get("Authorization")).isEqualTo("Bearer t0ken");
    }

    private SchemaRegistry registry() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        return new HttpSchemaRegistry(new Transport(RegistrySettings.from(properties), pauses::add, random));
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    private static String url(MockWebServer server) {
        String url = server.url("/").toString();
        return url.substring(0, url.length() - 1);
    }
}
