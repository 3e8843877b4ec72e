package dev.tocsin.schemas.frame;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.schemas.frame.Outcome.Decoded;
import dev.tocsin.schemas.frame.Outcome.Mismatched;
import dev.tocsin.schemas.frame.Outcome.NotFramed;
import dev.tocsin.schemas.frame.Outcome.RegistryUnreachable;
import dev.tocsin.schemas.frame.Outcome.Torn;
import dev.tocsin.schemas.frame.Outcome.UnknownSchema;
import dev.tocsin.schemas.registry.InMemorySchemaRegistry;
import dev.tocsin.schemas.registry.RegistryFailure;
import dev.tocsin.schemas.serde.AvroSerializer;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.TelemetrySample;

import static org.assertj.core.api.Assertions.assertThat;

class FramedAvroTest {

    private static final TelemetrySample SAMPLE = TelemetrySample.newBuilder()
            .setService("checkout")
            .setTime(Instant.ofEpochMilli(1_700_000_000_123L))
            .setMetrics(Map.of("latency", 12.5, "größe", Double.NaN))
            .build();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final FramedAvro<TelemetrySample> framed = FramedAvro.of(registry, TelemetrySample.class);
    private byte[] frame;

    @BeforeEach
    void write() {
        try (var serializer = new AvroSerializer<TelemetrySample>(registry, SerdeSettings.standard(), false)) {
            frame = serializer.serialize("telemetry", SAMPLE);
        }
    }

    @Test
    void aRecordComesBackAsItWas() {
        assertThat(framed.read(frame)).isEqualTo(new Decoded<>(SAMPLE));
    }

    @Test
    void theFrameIsAZeroByteAndTheIdBigEndian() {
        assertThat(Arrays.copyOf(frame, 5)).containsExactly(0, 0, 0, 0, 1);
    }

    @Test
    void theRegistryIsAskedOncePerId() {
        // Given
        framed.read(frame);
        int before = registry.asked();

        // When
        framed.read(frame);

        // Then
        assertThat(registry.asked()).isEqualTo(before);
    }

    @Test
    void everyCutIsTornAndNothingElse() {
        for (int length = 1; length < frame.length; length++) {
            assertThat(framed.read(Arrays.copyOf(frame, length))).as("cut to %d bytes", length)
                    .isInstanceOf(Torn.class);
        }
    }

    @Test
    void bytesLeftOverAreTorn() {
        assertThat(framed.read(Arrays.copyOf(frame, frame.length + 1))).isInstanceOf(Torn.class);
    }

    @Test
    void noFlippedBitsEscapeAsAnException() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = frame.clone();
            for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
                broken[random.nextInt(Frame.HEADER_BYTES, broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(framed.read(broken)).as("seed %d, round %d", seed, i).isInstanceOfAny(Decoded.class, Torn.class);
        }
    }

    @Test
    void aLengthBeyondTheRecordIsTornWithoutBeingAllocated() {
        // Given a namespace that claims 2 GB
        byte[] huge = {0, 0, 0, 0, 1, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F, 'x'};

        // When
        Outcome<TelemetrySample> outcome = framed.read(huge);

        // Then
        assertThat(outcome).isInstanceOf(Torn.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"service\":\"checkout\"}", "checkout,host=a cpu=1"})
    void otherFormatsAreNotFramed(String text) {
        assertThat(framed.read(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(NotFramed.class);
    }

    @Test
    void nullIsNotFramed() {
        assertThat(framed.read(null)).isEqualTo(new NotFramed<>("null"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 77, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anIdTheRegistryDoesNotHaveIsUnknown(int id) {
        // Given
        Frame.putHeader(frame, id);

        // When
        Outcome<TelemetrySample> outcome = framed.read(frame);

        // Then
        assertThat(outcome).isEqualTo(new UnknownSchema<>(id));
    }

    @Test
    void anIdUnknownOnceIsReadWhenItIsRegisteredLater() {
        // Given
        Frame.putHeader(frame, 2);
        framed.read(frame);
        Schema schema = new Schema.Parser().parse(SAMPLE.getSchema().toString());
        schema.addProp("later", "yes");
        registry.register("other", schema);

        // When
        Outcome<TelemetrySample> outcome = framed.read(frame);

        // Then
        assertThat(outcome).isEqualTo(new Decoded<>(SAMPLE));
    }

    @Test
    void whileTheRegistryIsDownARecordOfAnUnseenSchemaIsHeldAndReadOnceItIsUp() {
        // Given
        registry.down();

        // When
        Outcome<TelemetrySample> held = framed.read(frame);
        registry.up();
        Outcome<TelemetrySample> read = framed.read(frame);

        // Then
        assertThat(held).isInstanceOfSatisfying(RegistryUnreachable.class, outcome -> {
            assertThat(outcome.id()).isEqualTo(1);
            assertThat(outcome.failure()).isInstanceOf(RegistryFailure.Unreachable.class);
        });
        assertThat(read).isEqualTo(new Decoded<>(SAMPLE));
    }

    @Test
    void whileTheRegistryIsDownASeenSchemaIsReadAsEver() {
        // Given
        framed.read(frame);
        registry.down();

        // When
        Outcome<TelemetrySample> outcome = framed.read(frame);

        // Then
        assertThat(outcome).isEqualTo(new Decoded<>(SAMPLE));
    }

    @Test
    void aRecordOfAnotherShapeIsMismatchedAndSaysWhere() {
        // Given
        Schema other = SchemaBuilder.record("TelemetrySample").namespace("dev.tocsin.schemas.v1").fields()
                .requiredString("host")
                .endRecord();
        Frame.putHeader(frame, registry.register("other", other));

        // When
        Outcome<TelemetrySample> outcome = framed.read(frame);

        // Then
        assertThat(outcome).isInstanceOfSatisfying(Mismatched.class,
                mismatch -> assertThat(mismatch.cause()).contains("TelemetrySample", "service"));
    }
}
