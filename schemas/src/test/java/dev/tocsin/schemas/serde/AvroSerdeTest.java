package dev.tocsin.schemas.serde;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.registry.InMemorySchemaRegistry;
import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.DigestSummary;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AvroSerdeTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final TelemetrySample SAMPLE = new TelemetrySample("eu", "checkout", "", NOON, Map.of("up", 1.0),
            Map.of());
    private static final DigestEntry ENTRY = new DigestEntry("eu/checkout", 1L, "eu", "checkout", "cascade",
            Transition.opened, Tier.digest, Tier.page, null, NOON, "a line", "", null, null);
    private static final DigestSummary SUMMARY = new DigestSummary("eu", "behind", NOON, NOON, List.of(ENTRY));

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    @Test
    void bothRecordsOfTheDigestShareItsTopic() {
        // Given
        AvroSerde<SpecificRecord> digest = AvroSerde.of(registry, SerdeSettings.standard(), Topics.standard().digest());

        // Then
        assertThat(throughTheWire(digest, ENTRY)).isEqualTo(ENTRY);
        assertThat(throughTheWire(digest, SUMMARY)).isEqualTo(SUMMARY);
        assertThat(registry.subjects()).containsExactly("t-dev.tocsin.schemas.v1.DigestEntry",
                "t-dev.tocsin.schemas.v1.DigestSummary");
    }

    @Test
    void aRecordThatDoesNotBelongOnATopicIsNamed() {
        // Given
        AvroSerde<SpecificRecord> digest = AvroSerde.of(registry, SerdeSettings.standard(), Topics.standard().digest());
        byte[] sample = telemetry(SerdeSettings.standard()).serializer().serialize("t", SAMPLE);

        // Then
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> digest.deserializer().deserialize("t", sample))
                .withMessageContainingAll("mismatched", "TelemetrySample", "DigestEntry");
    }

    @Test
    void nullIsATombstoneBothWays() {
        AvroSerde<TelemetrySample> serde = telemetry(SerdeSettings.standard());

        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void afterRegisteringAllOwnSchemasNothingIsAskedWhileWriting() {
        // Given
        OwnSchemas.registerAll(registry, SerdeSettings.standard(), List.of(Topics.standard().telemetry()));
        AvroSerde<TelemetrySample> serde = telemetry(SerdeSettings.standard());
        throughTheWire(serde, SAMPLE);
        int asked = registry.asked();

        // When
        throughTheWire(serde, SAMPLE);

        // Then
        assertThat(registry.asked()).isEqualTo(asked);
    }

    @Test
    void withoutAutoRegistrationASchemaMustBeThereAndIsOnlyLookedUp() {
        // Given
        SerdeSettings settings = SerdeSettings.from(Map.of("auto.register.schemas", "false"));
        AvroSerde<TelemetrySample> serde = telemetry(settings);

        // Then
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serde.serializer().serialize("t", SAMPLE))
                .withCauseInstanceOf(RegistryException.class)
                .withMessageContainingAll("TelemetrySample", "subject t-value");
        assertThat(registry.subjects()).isEmpty();

        registry.register("t-value", WireSchema.of(TelemetrySample.class));
        assertThat(throughTheWire(serde, SAMPLE)).isEqualTo(SAMPLE);
    }

    @Test
    void whatIsRegisteredHasNothingOfJava() {
        telemetry(SerdeSettings.standard()).serializer().serialize("t", SAMPLE);

        assertThat(registry.schema(1).toString()).doesNotContain("java").contains("Event time.");
    }

    @Test
    void aRecordThatCouldNotBeReadForTheRegistrysSakeSaysSoByItsCause() {
        // Given
        byte[] bytes = telemetry(SerdeSettings.standard()).serializer().serialize("t", SAMPLE);
        registry.down();

        // Then
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> telemetry(SerdeSettings.standard()).deserializer().deserialize("t", bytes))
                .withCauseInstanceOf(RegistryException.class);
    }

    @Test
    void oneSerdeServesManyThreads() throws Exception {
        // Given
        AvroSerde<TelemetrySample> serde = telemetry(SerdeSettings.standard());
        try (var threads = Executors.newFixedThreadPool(4)) {
            // When
            List<Future<Boolean>> same = IntStream.range(0, 4)
                    .mapToObj(thread -> threads.submit(() -> comesBack(serde, thread)))
                    .toList();

            // Then
            for (Future<Boolean> each : same) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @Test
    void theLatestVersionCannotBeAskedFor() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SerdeSettings.from(Map.of("use.latest.version", true)))
                .withMessageContainingAll("use.latest.version", "auto.register.schemas=false");
    }

    private static boolean comesBack(AvroSerde<TelemetrySample> serde, int thread) {
        for (int i = 0; i < 2_000; i++) {
            TelemetrySample sample = new TelemetrySample("eu", "service-" + thread + "-" + i, "", NOON,
                    Map.of("m" + i, (double) i), Map.of());
            if (!sample.equals(throughTheWire(serde, sample))) {
                return false;
            }
        }
        return true;
    }

    private static <T extends SpecificRecord> T throughTheWire(AvroSerde<T> serde, T record) {
        return serde.deserializer().deserialize("t", serde.serializer().serialize("t", record));
    }

    private AvroSerde<TelemetrySample> telemetry(SerdeSettings settings) {
        return AvroSerde.of(registry, settings, TelemetrySample.class);
    }
}
