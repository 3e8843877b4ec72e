package dev.tocsin.topology.sample;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.frame.Frame;
import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome;
import dev.tocsin.schemas.registry.InMemorySchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.TelemetrySample;

import static org.assertj.core.api.Assertions.assertThat;

class SampleReaderTest {

    private static final String TOPIC = "telemetry";

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerde<TelemetrySample> avro = AvroSerde.of(registry, SerdeSettings.standard(),
            TelemetrySample.class);
    private final FramedAvro<TelemetrySample> framed = FramedAvro.of(registry, TelemetrySample.class);
    private final SampleReader reader = new SampleReader(registry);

    @BeforeEach
    void theSchemaIsKnown() {
        reader.learn(frame(record("checkout", "", 0, Map.of("x", 1.0), Map.of())));
    }

    @Test
    void itReadsWhatAvroReads() {
        // Given services of some kinds, whose instances say this and that
        long seed = 20;
        System.out.println("seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 20_000; i++) {
            TelemetrySample record = any(random);
            byte[] frame = frame(record);

            // When a record is read by hand
            Sample sample = reader.read(frame);

            // Then it is the one that was written
            assertThat(sample).isNotNull();
            assertThat(sample.toRecord()).isEqualTo(record);
        }
    }

    @Test
    void aSchemaItHasNotBeenToldOfIsLeftToAvro() {
        // Given a record whose schema is not this build's, and one whose schema nobody has read yet
        Schema other = SchemaBuilder.record("TelemetrySample").namespace("dev.tocsin.schemas.v1").fields()
                .requiredString("service").endRecord();
        byte[] frame = {Frame.MAGIC, 0, 0, 0, 0, 2, 'x'};
        Frame.putHeader(frame, registry.register("other-value", other));

        // When Avro has read one of them, then it stays with Avro
        reader.learn(frame);
        assertThat(reader.read(frame)).isNull();
        assertThat(new SampleReader(registry).read(frame(record("a", "", 0, Map.of("x", 1.0), Map.of())))).isNull();
    }

    @Test
    void tornFramesAreLeftToAvro() {
        // Given a frame
        byte[] whole = frame(record("checkout", "pod-1", 1_772_442_000_000L, Map.of("cpu", 0.5, "rps", 12.0),
                Map.of("zone", "a")));
        assertThat(reader.read(whole)).isNotNull();

        // When it is cut short or goes on, then it isn't read
        for (int length = 0; length < whole.length; length++) {
            assertThat(reader.read(Arrays.copyOf(whole, length))).as("%d bytes", length).isNull();
        }
        assertThat(reader.read(Arrays.copyOf(whole, whole.length + 1))).isNull();
        assertThat(reader.read(null)).isNull();
    }

    @Test
    void brokenBytesNeverGiveWhatAvroDoesNot() {
        // Given frames with some bytes changed
        long seed = 21;
        System.out.println("seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = frame(any(random));
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                frame[random.nextInt(Frame.HEADER_BYTES, frame.length)] = (byte) random.nextInt();
            }

            // When one is read by hand
            Sample sample = reader.read(frame);

            // Then Avro reads the same from it
            if (sample != null && sample.identity() instanceof Identity.Known) {
                read++;
                assertThat(framed.read(frame)).isEqualTo(new Outcome.Decoded<>(sample.toRecord()));
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    @Test
    void samplesOfAKindShareTheirNames() {
        Sample one = reader.read(frame(record("checkout", "a", 1, Map.of("cpu", 0.5, "rps", 12.0), Map.of())));
        Sample other = reader.read(frame(record("payments", "b", 2, Map.of("cpu", 0.7, "rps", 1.0), Map.of())));

        assertThat(one).isNotNull();
        assertThat(other).isNotNull();
        assertThat(one.names()).isSameAs(other.names());
    }

    private byte[] frame(TelemetrySample record) {
        return avro.serializer().serialize(TOPIC, record);
    }

    private static TelemetrySample any(RandomGenerator random) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        int kind = random.nextInt(6);
        for (int metric = random.nextInt(3); metric < kind * 9; metric++) {
            metrics.put(kind + ".größe." + "m".repeat(kind * 20) + metric, random.nextGaussian());
        }
        Map<String, String> labels = new HashMap<>();
        for (int label = random.nextInt(3); label > 0; label--) {
            labels.put("label" + label, "value" + random.nextInt(3));
        }
        return record("service-" + random.nextInt(300), random.nextBoolean() ? "" : "pod-" + random.nextInt(3),
                random.nextLong(4_000_000_000_000L), metrics, labels);
    }

    private static TelemetrySample record(String service, String instance, long time, Map<String, Double> metrics,
            Map<String, String> labels) {
        return TelemetrySample.newBuilder().setNamespace("prod").setService(service).setInstance(instance)
                .setTime(Instant.ofEpochMilli(time)).setMetrics(metrics).setLabels(labels).build();
    }
}
