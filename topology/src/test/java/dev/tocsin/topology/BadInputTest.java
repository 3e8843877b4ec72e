package dev.tocsin.topology;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.decode.HeldTooLongException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each kind of bad record has a named, counted outcome, a dead letter with its cause, and never stops the stream. */
class BadInputTest {

    private static final String TELEMETRY = "tocsin.telemetry.v1";

    @TempDir
    Path state;

    private Driven bell;

    @BeforeEach
    void start() {
        bell = new Driven(state, InputLag.NONE);
    }

    @AfterEach
    void theStreamStillRuns() {
        bell.registry.up();
        double before = bell.counted("tocsin_samples", "accepted");
        bell.sample("checkout", Driven.START.plusSeconds(1), Map.of("latency", 1.0));
        assertThat(bell.counted("tocsin_samples", "accepted")).isEqualTo(before + 1);
        bell.close();
    }

    @Test
    void tornAvroIsADeadLetterWithItsBytesAndItsSize() {
        byte[] whole = bell.framed(TELEMETRY, sample("checkout", Driven.START, Map.of("latency", 1.0)));
        byte[] torn = Arrays.copyOf(whole, whole.length - 5);

        bell.bytes("default/checkout", torn, Driven.START);

        TestRecord<String, byte[]> letter = bell.deadLetters().readRecord();
        assertThat(letter.key()).isEqualTo(TELEMETRY + "-0-0");
        assertThat(letter.value()).isEqualTo(torn);
        assertThat(header(letter, "tocsin.cause")).isEqualTo("torn");
        assertThat(header(letter, "tocsin.size")).isEqualTo(Integer.toString(torn.length));
        assertThat(bell.counted("tocsin_records", "torn")).isEqualTo(1);
    }

    @Test
    void aTenMegabyteRecordIsCutButItsSizeIsKept() {
        bell.bytes("default/checkout", new byte[10_000_000], Driven.START);

        TestRecord<String, byte[]> letter = bell.deadLetters().readRecord();
        assertThat(letter.value()).hasSize(256 * 1024);
        assertThat(header(letter, "tocsin.size")).isEqualTo("10000000");
    }

    @Test
    void aSchemaIdTheRegistryDoesNotHaveIsADeadLetter() {
        bell.bytes("default/checkout", new byte[]{0, 0, 0, 3, 9, 1, 2, 3}, Driven.START);

        assertThat(header(bell.deadLetters().readRecord(), "tocsin.cause")).isEqualTo("unknown_schema");
    }

    @Test
    void anUnknownSchemaIdWaitsWhileTheRegistryIsDownAndIsReadWhenItIsBack() {
        // Given a record of a schema this instance hasn't seen, and a registry that is down
        byte[] framed = bell.framed(TELEMETRY, sample("checkout", Driven.START, Map.of("latency", 1.0)));
        bell.registry.down();
        try (ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor()) {
            later.schedule(() -> {
                assertThat(bell.holds.reasons()).containsKey(TELEMETRY + "-0");
                bell.registry.up();
            }, 1200, TimeUnit.MILLISECONDS);

            // When it arrives
            bell.bytes("default/checkout", framed, Driven.START);
        }

        // Then it has waited, wasn't buried, and was read
        assertThat(bell.counted("tocsin_records", "registry_unreachable")).isPositive();
        assertThat(bell.counted("tocsin_samples", "accepted")).isEqualTo(1);
        assertThat(bell.deadLetters().isEmpty()).isTrue();
        assertThat(bell.holds.reasons()).isEmpty();
    }

    @Test
    void aRecordThatWaitsTooLongIsGivenBackUncommitted() {
        try (Driven impatient = new Driven(state.resolve("impatient"), InputLag.NONE, settings -> new TopologySettings(
                settings.applicationId(), settings.topics(), settings.partitions(), settings.sources(),
                settings.window(), settings.profile(), settings.checks(), settings.idle(), settings.behindLimit(),
                Duration.ofMillis(-1)))) {
            byte[] framed = impatient.framed(TELEMETRY, sample("checkout", Driven.START, Map.of("latency", 1.0)));
            impatient.registry.down();

            assertThatThrownBy(() -> impatient.bytes("default/checkout", framed, Driven.START))
                    .hasRootCauseInstanceOf(HeldTooLongException.class);
        }
    }

    @Test
    void theWaitIsMeasuredThoughTheTimeOfTheTaskStandsStill() {
        // Given a registry that stays down for longer than a record may wait
        try (Driven patient = new Driven(state.resolve("patient"), InputLag.NONE, settings -> new TopologySettings(
                settings.applicationId(), settings.topics(), settings.partitions(), settings.sources(),
                settings.window(), settings.profile(), settings.checks(), settings.idle(), settings.behindLimit(),
                Duration.ofMillis(700)));
                ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor()) {
            byte[] framed = patient.framed(TELEMETRY, sample("checkout", Driven.START, Map.of("latency", 1.0)));
            patient.registry.down();
            later.schedule(patient.registry::up, 10, TimeUnit.SECONDS);

            assertThatThrownBy(() -> patient.bytes("default/checkout", framed, Driven.START))
                    .hasRootCauseInstanceOf(HeldTooLongException.class);
            later.shutdownNow();
        }
    }

    @Test
    void whatIsHeldIsGivenBackWhenTheServiceStops() {
        try (Driven stopping = new Driven(state.resolve("stopping"), InputLag.NONE)) {
            byte[] framed = stopping.framed(TELEMETRY, sample("checkout", Driven.START, Map.of("latency", 1.0)));
            stopping.registry.down();

            stopping.holds.giveUp();

            assertThatThrownBy(() -> stopping.bytes("default/checkout", framed, Driven.START))
                    .hasRootCauseInstanceOf(HeldTooLongException.class);
        }
    }

    @Test
    void aSampleWithoutValuesIsADeadLetter() {
        bell.sample("checkout", Driven.START, Map.of());

        assertThat(header(bell.deadLetters().readRecord(), "tocsin.cause")).isEqualTo("no_values");
    }

    @Test
    void tenThousandMetricsInOneSampleAreADeadLetter() {
        Map<String, Double> many = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("metric_" + i, (double) i);
        }

        bell.sample("checkout", Driven.START, many);

        assertThat(header(bell.deadLetters().readRecord(), "tocsin.cause")).isEqualTo("too_many_metrics");
    }

    @Test
    void whatIsNotANumberIsTakenOutAndCountedAndTheRestIsUsed() {
        bell.sample("checkout", Driven.START,
                Map.of("latency", Double.NaN, "errors", Double.POSITIVE_INFINITY, "cpu", 0.5));

        assertThat(bell.counted("tocsin_records", "not_finite")).isEqualTo(2);
        assertThat(bell.counted("tocsin_samples", "accepted")).isEqualTo(1);
    }

    @Test
    void aClockAYearAheadIsADeadLetterAndDoesNotMoveTheTime() {
        bell.sample("checkout", Driven.START, Map.of("latency", 1.0));
        byte[] ahead = bell.framed(TELEMETRY,
                sample("skewed", Driven.START.plus(Duration.ofDays(365)), Map.of("latency", 1.0)));

        bell.bytes("default/skewed", ahead, Driven.START);

        assertThat(header(bell.deadLetters().readRecord(), "tocsin.cause")).isEqualTo("clock_ahead");
        assertThat(bell.verdicts()).isEmpty();
    }

    @Test
    void aClockAYearBehindIsCountedAndClosesNothing() {
        bell.sample("checkout", Driven.START, Map.of("latency", 1.0));

        byte[] behind = bell.framed(TELEMETRY,
                sample("skewed", Driven.START.minus(Duration.ofDays(365)), Map.of("latency", 1.0)));
        bell.bytes("default/skewed", behind, Driven.START);

        assertThat(bell.counted("tocsin_samples", "clock_behind")).isEqualTo(1);
        assertThat(bell.verdicts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5000, bad_identity", "0, bad_identity"})
    void aServiceNameOfFiveKilobytesOrNoneIsADeadLetter(int length, String cause) {
        bell.sample("s".repeat(length), Driven.START, Map.of("latency", 1.0));

        assertThat(header(bell.deadLetters().readRecord(), "tocsin.cause")).isEqualTo(cause);
    }

    @Test
    void aKeyThatIsNotTheServiceIsADeadLetterThatSaysWhatToSet() {
        byte[] framed = bell.framed(TELEMETRY, sample("checkout", Driven.START, Map.of("latency", 1.0)));

        bell.bytes("host-17", framed, Driven.START);

        TestRecord<String, byte[]> letter = bell.deadLetters().readRecord();
        assertThat(header(letter, "tocsin.cause")).isEqualTo("key_mismatch");
        assertThat(header(letter, "tocsin.detail")).contains("keyed: false");
    }

    private static TelemetrySample sample(String service, Instant time, Map<String, Double> metrics) {
        return TelemetrySample.newBuilder().setService(service).setTime(time).setMetrics(new HashMap<>(metrics))
                .build();
    }

    private static String header(TestRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
