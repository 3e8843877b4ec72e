package dev.tocsin.app.whole;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.whole.Telemetry.Mood;
import dev.tocsin.schemas.frame.Frame;
import dev.tocsin.schemas.serde.WireSchema;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

/** A Schema Registry that is down when the service starts, and later, and records that can't be read even when it is up. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@TestInstance(Lifecycle.PER_CLASS)
class RegistryDownIT {

    private Stand stand;
    private FutureTask<Service> service;
    private Endpoints endpoints;
    private int aliveAtStart;
    private String readinessAtStart;

    @BeforeAll
    void theRegistryComesUpAfterTheService(@TempDir Path folder) {
        // Given a registry that is down
        stand = new Stand(folder.resolve("broker"));
        Map<String, String> settings = stand.settings(folder.resolve("state"));
        endpoints = new Endpoints(Integer.parseInt(settings.get("http.port")));

        // When the service starts, and the registry later
        service = new FutureTask<>(() -> Service.start(Settings.of("test", settings)));
        Thread.ofPlatform().daemon().start(service);
        Stand.await().until(() -> endpoints.text("/readyz").contains("registry: "));
        Stand.await().until(() -> !endpoints.text("/readyz").contains("not reached yet"));
        aliveAtStart = endpoints.status("/healthz");
        readinessAtStart = endpoints.status("/readyz") + " " + endpoints.text("/readyz");
        stand.withRegistry();
        Stand.await().until(() -> endpoints.status("/readyz") == 200);
    }

    @AfterAll
    void stop() throws Exception {
        if (service != null) {
            service.get(1, TimeUnit.MINUTES).close();
        }
        if (stand != null) {
            stand.close();
        }
    }

    @Test
    void whileItWasDownTheServiceWasAliveAndNotReadyAndSaidWhy() {
        assertThat(aliveAtStart).isEqualTo(200);
        assertThat(readinessAtStart).startsWith("503 not ready").contains("registry: ");
    }

    @Test
    void aRecordOfASchemaNotYetKnownHoldsTheStreamUncommittedUntilTheRegistryIsBack() throws Exception {
        // Given a newer writer's schema, and a registry that is down again
        TelemetrySample first = Telemetry.writtenNow(stand, "orders", Instant.now()).sample(Mood.WELL);
        stand.framed(first);
        int newer = stand.register("elsewhere-value", withANote());
        stand.stopRegistry();

        // When a record of that schema arrives, and others behind it
        RecordMetadata held = stand.send(first, noted(first, newer), Instant.now()).get();
        Telemetry.writtenNow(stand, "orders", first.getTime().plus(Telemetry.WINDOW)).send(Mood.WELL, 4);

        // Then the stream waits, says so, and commits nothing of it
        Stand.await().until(() -> endpoints.text("/readyz").contains("input: waits: {"
                + held.topic() + "-" + held.partition() + "="));
        assertThat(endpoints.status("/readyz")).isEqualTo(503);
        assertThat(endpoints.status("/healthz")).isEqualTo(200);
        assertThat(stand.isCommitted(held)).isFalse();

        // And reads it when the registry is back
        stand.withRegistry();
        Stand.await().until(() -> endpoints.status("/readyz") == 200 && stand.isCommitted(held));
        Stand.await().untilAsserted(() -> assertThat(stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class))
                .filteredOn(verdict -> verdict.getService().equals("orders")).first()
                .satisfies(verdict -> assertThat(verdict.getSamples()).isEqualTo(1)));
        assertThat(deadLetter(held)).isNull();
    }

    @Test
    void whatCanNeverBeReadIsADeadLetterWithItsCause() throws Exception {
        // Given
        TelemetrySample sample = Telemetry.writtenNow(stand, "carts", Instant.now()).sample(Mood.WELL);
        byte[] whole = stand.framed(sample);
        byte[] torn = Arrays.copyOf(whole, whole.length - 5);
        byte[] unknown = whole.clone();
        Frame.putHeader(unknown, 987_654);

        // When
        Future<RecordMetadata> tornRecord = stand.send(sample, torn, Instant.now());
        Future<RecordMetadata> unknownRecord = stand.send(sample, unknown, Instant.now());

        // Then
        Stand.await().until(() -> deadLetter(tornRecord.get()) != null && deadLetter(unknownRecord.get()) != null);
        assertThat(deadLetter(tornRecord.get())).satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(torn);
            assertThat(header(letter, "tocsin.cause")).isEqualTo("torn");
            assertThat(header(letter, "tocsin.size")).isEqualTo(Integer.toString(torn.length));
        });
        assertThat(deadLetter(unknownRecord.get())).satisfies(letter -> {
            assertThat(header(letter, "tocsin.cause")).isEqualTo("unknown_schema");
            assertThat(header(letter, "tocsin.detail")).contains("987654");
        });
        assertThat(endpoints.status("/readyz")).isEqualTo(200);
    }

    /** The schema of a sample, with one field more at its end. */
    private static Schema withANote() throws Exception {
        var json = new ObjectMapper();
        ObjectNode schema = (ObjectNode) json.readTree(WireSchema.of(TelemetrySample.class).toString());
        ((ArrayNode) schema.path("fields")).addObject().put("name", "note").put("type", "string").put("default", "");
        return new Schema.Parser().parse(schema.toString());
    }

    /** The sample as the newer schema writes it: an empty string more, which is one byte of 0. */
    private byte[] noted(TelemetrySample sample, int schemaId) {
        byte[] framed = stand.framed(sample);
        byte[] longer = Arrays.copyOf(framed, framed.length + 1);
        Frame.putHeader(longer, schemaId);
        return longer;
    }

    private ConsumerRecord<String, byte[]> deadLetter(RecordMetadata of) {
        String key = of.topic() + "-" + of.partition() + "-" + of.offset();
        return stand.records(Stand.TOPICS.deadLetters()).stream().filter(letter -> letter.key().equals(key)).findFirst()
                .orElse(null);
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
