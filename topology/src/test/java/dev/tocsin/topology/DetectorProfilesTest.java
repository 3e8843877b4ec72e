package dev.tocsin.topology;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.clock.InputLag;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents that say how services are judged, from the config topic to the verdicts. */
class DetectorProfilesTest {

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final String WARM = "DetectorProfile/*/patient";

    @TempDir
    Path state;

    private final Random random = new Random(11);
    private Instant now = Driven.START;

    @Test
    void aProfileIsUsedFromTheNextWindowOnAndTheModelGoesOn() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a service that is judged
            live(bell, Duration.ofMinutes(130));
            assertThat(bell.verdicts().getLast()).returns("standard@2", WindowVerdict::getProfile)
                    .returns(Phase.mature, WindowVerdict::getPhase);
            // When
            document(bell, WARM, """
                    {"kind": "DetectorProfile", "name": "patient", "spec": {"match": {"service": ["shop", "check*"]},
                     "false_alarm_hours_per_day": 0.1, "patience": "6h", "half_life": "7d",
                     "season": {"zone": "Europe/Berlin"}}}""");
            live(bell, Duration.ofMinutes(3));
            // Then
            assertThat(bell.verdicts()).hasSizeGreaterThan(1).allSatisfy(verdict -> {
                assertThat(verdict.getProfile()).isEqualTo("patient@1");
                assertThat(verdict.getPhase()).isEqualTo(Phase.mature);
            });
            assertThat(bell.counted("tocsin_models_reprofiled", "carried_on")).isEqualTo(1);

            // When it is deleted
            document(bell, WARM, null);
            live(bell, Duration.ofMinutes(3));
            // Then
            assertThat(bell.verdicts()).extracting(WindowVerdict::getProfile).containsOnly("standard@2");
            assertThat(bell.counted("tocsin_models_reprofiled", "carried_on")).isEqualTo(2);
        }
    }

    @Test
    void theMostExactGlobHoldsAndARejectedEditLeavesTheLastGoodOne() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given
            document(bell, "DetectorProfile/*/all", profile("all", "*", "0.5"));
            document(bell, "DetectorProfile/*/one", profile("one", "checkout", "0.5"));
            // When an edit is wrong
            document(bell, "DetectorProfile/*/one", profile("one", "checkout", "25"));
            live(bell, Duration.ofMinutes(3));
            // Then
            assertThat(bell.verdicts()).isNotEmpty().extracting(WindowVerdict::getProfile).containsOnly("one@2");

            // When the exact one goes
            document(bell, "DetectorProfile/*/one", null);
            live(bell, Duration.ofMinutes(3));
            // Then
            assertThat(bell.verdicts()).extracting(WindowVerdict::getProfile).containsOnly("all@1");
        }
    }

    @Test
    void ignoredMetricsAreToldButNotJudged() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given
            document(bell, "DetectorProfile/*/calm", """
                    {"kind": "DetectorProfile", "name": "calm",
                     "spec": {"match": {"service": "*"}, "ignore": "error_*"}}""");
            live(bell, Duration.ofMinutes(130));
            // When
            List<WindowVerdict> verdicts = bell.verdicts();
            // Then
            assertThat(verdicts.getLast().getMetrics().get("error_ratio"))
                    .satisfies(reading -> {
                        assertThat(reading.getObserved()).isBetween(0.0005, 0.002);
                        assertThat(reading.getExpected()).isNaN();
                        assertThat(reading.getShare()).isZero();
                    });
            assertThat(verdicts.getLast().getMetrics().get("latency_p99_seconds").getExpected()).isBetween(0.05, 0.2);
        }
    }

    private static String profile(String name, String service, String budget) {
        return """
                {"kind": "DetectorProfile", "name": "%s", "spec": {"match": {"service": "%s"},
                 "false_alarm_hours_per_day": %s}}""".formatted(name, service, budget);
    }

    private static void document(Driven bell, String key, String json) {
        bell.driver.createInputTopic(bell.topics.config().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, json == null ? null : json.getBytes(StandardCharsets.UTF_8), Driven.START);
    }

    private void live(Driven bell, Duration length) {
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plus(STEP)) {
            bell.sample("checkout", now, Map.of("latency_p99_seconds", noisy(0.1), "error_ratio", noisy(0.001)));
            bell.driver.advanceWallClockTime(STEP);
        }
    }

    private double noisy(double value) {
        return value * (1 + 0.05 * random.nextGaussian());
    }
}
