package dev.tocsin.topology.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Relation;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.schemas.registry.InMemorySchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.detect.Judgement.Alarming;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.detect.Shadow;
import dev.tocsin.topology.window.Evaluation.Situation;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictSerializerTest {

    private static final Situation NOW = new Situation(Instant.EPOCH, Duration.ZERO, false);

    private final AvroSerde<WindowVerdict> avro = AvroSerde.of(new InMemorySchemaRegistry(), SerdeSettings.standard(),
            WindowVerdict.class);
    private final VerdictSerializer serializer = new VerdictSerializer(avro.serializer());

    @Test
    void itKnowsTheSchema() {
        // Whoever changes the schema writes its new fields in the serializer too, and its fingerprint.
        assertThat(SchemaNormalization.parsingFingerprint64(WindowVerdict.getClassSchema()))
                .isEqualTo(VerdictSerializer.KNOWN_SCHEMA);
    }

    @Test
    void whatIsWrittenByHandIsReadAsWhatAvroWrites() {
        // Given verdicts of all kinds
        long seed = 22;
        System.out.println("seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 5_000; i++) {
            Judged judged = new Judged(any(random), "standard@1", random.nextBoolean() ? null : shadow(random),
                    new Alarming(random.nextBoolean() ? Double.NaN : random.nextDouble(), random.nextDouble()), NOW);

            // When one is written
            byte[] frame = serializer.serialize("verdicts", judged);

            // Then it reads as its record
            assertThat(avro.deserializer().deserialize("verdicts", frame))
                    .isEqualTo(Verdicts.toRecord(judged));
        }
        assertThat(serializer.serialize("verdicts", null)).isNull();
    }

    private static Shadow shadow(RandomGenerator random) {
        double score = random.nextBoolean() ? Double.NaN : random.nextDouble();
        return new Shadow("candidate@7", Phase.values()[random.nextInt(3)], score, random.nextDouble(),
                Level.values()[random.nextInt(3)], random.nextBoolean(), random.nextBoolean() ? null : "größe");
    }

    private static Verdict any(RandomGenerator random) {
        Map<String, Reading> metrics = new HashMap<>();
        for (int metric = random.nextInt(60); metric > 0; metric--) {
            metrics.put("größe." + "m".repeat(random.nextInt(1, 250)) + metric,
                    new Reading(random.nextGaussian(), random.nextGaussian(), random.nextGaussian(),
                            Direction.values()[random.nextInt(3)], random.nextDouble(),
                            Level.values()[random.nextInt(3)]));
        }
        Instant start = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
        return new Verdict(new ServiceId("prod", "service-" + random.nextInt(100)), start, start.plusSeconds(60),
                Phase.values()[random.nextInt(Phase.values().length)], random.nextInt(1_000),
                random.nextBoolean() ? Double.NaN : random.nextDouble(), random.nextDouble(), Double.NaN,
                Level.values()[random.nextInt(3)], random.nextBoolean(), metrics,
                random.nextBoolean() ? null : relation(random));
    }

    private static Relation relation(RandomGenerator random) {
        return new Relation(part(random), random.nextGaussian(),
                Stream.generate(() -> part(random)).limit(random.nextInt(1, 4)).toList(), random.nextDouble());
    }

    private static Relation.Part part(RandomGenerator random) {
        return new Relation.Part("größe" + random.nextInt(100), random.nextGaussian());
    }
}
