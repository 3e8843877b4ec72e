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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.detectors.Profile;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.clock.InputLag;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents that say how services are judged, from the config topic to the verdicts. */
class DetectorProfilesTest {

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Profile USUAL = Profile.standard(Duration.ofMinutes(1));
    private static final String STANDARD = USUAL.name() + "@" + USUAL.version();
    private static final String WARM = "DetectorProfile/*/patient";

    @TempDir
    Path state;

    private final Random random = new Random(11);
    private Instant now = Driven.START;
    private double level = 1;

    @Test
    void aProfileIsUsedFromTheNextWindowOnAndTheModelGoesOn() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a service that is judged
            live(bell, Duration.ofMinutes(130));
            assertThat(bell.verdicts().getLast()).returns(STANDARD, WindowVerdict::getProfile)
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
            assertThat(bell.verdicts()).extracting(WindowVerdict::getProfile).containsOnly(STANDARD);
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
    void anotherKindOfModelBeginsAnew() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a service that is judged
            live(bell, Duration.ofMinutes(130));
            // When
            document(bell, "DetectorProfile/*/small",
                    """
                            {"kind": "DetectorProfile", "name": "small", "spec": {"match": {"service": "*"}, "base": "light"}}""");
            bell.verdicts();
            live(bell, Duration.ofMinutes(130));
            // Then
            List<WindowVerdict> verdicts = bell.verdicts();
            assertThat(verdicts.getFirst().getPhase()).isEqualTo(Phase.warming_up);
            assertThat(verdicts.getLast()).returns("small@1", WindowVerdict::getProfile)
                    .returns(Phase.mature, WindowVerdict::getPhase);
            assertThat(bell.counted("tocsin_models_reprofiled", "other_kind")).isEqualTo(1);
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

    @Test
    void aCandidateIsRecordedBesideTheVerdictsAndChangesNothingElse() {
        List<WindowVerdict> alone = withACascade(null);
        List<WindowVerdict> watched = withACascade("""
                {"kind": "DetectorProfile", "name": "eager", "spec": {"match": {"service": "*"}, "shadow": true,
                 "false_alarm_hours_per_day": 24}}""");

        // Then what is judged is the same to the last bit
        assertThat(watched).hasSameSizeAs(alone);
        for (int i = 0; i < alone.size(); i++) {
            WindowVerdict verdict = WindowVerdict.newBuilder(watched.get(i)).setShadow(null).build();
            assertThat(verdict).isEqualTo(alone.get(i));
        }
        // And what the candidate says is beside it: it knows from the first window on what the other one knows
        assertThat(watched).filteredOn(verdict -> verdict.getShadow() != null).hasSizeGreaterThan(5)
                .allSatisfy(verdict -> {
                    assertThat(verdict.getShadow().getProfile()).isEqualTo("eager@1");
                    assertThat(verdict.getShadow().getPhase()).isEqualTo(verdict.getPhase());
                });
        assertThat(watched.stream().filter(verdict -> verdict.getShadow() != null && verdict.getShadow().getAnomalous())
                .count()).isGreaterThanOrEqualTo(alone.stream().filter(WindowVerdict::getAnomalous).count());
    }

    /** Verdicts of two hours of quiet and ten minutes of trouble, with a document once they begin to be judged. */
    private List<WindowVerdict> withACascade(@Nullable String document) {
        now = Driven.START;
        random.setSeed(3);
        try (Driven bell = new Driven(state.resolve("with-" + (document != null)), InputLag.NONE)) {
            live(bell, Duration.ofMinutes(130));
            bell.verdicts();
            if (document != null) {
                document(bell, "DetectorProfile/*/eager", document);
            }
            live(bell, Duration.ofMinutes(10));
            level = 3;
            live(bell, Duration.ofMinutes(10));
            level = 1;
            return bell.verdicts();
        }
    }

    @Test
    void aCandidateThatIsDeletedSaysNothingAnyMore() {
        // Given a candidate that has learned
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            document(bell, "DetectorProfile/*/trial", """
                    {"kind": "DetectorProfile", "name": "trial", "spec": {"match": {"service": "*"}, "share": 1}}""");
            live(bell, Duration.ofMinutes(130));
            assertThat(bell.verdicts().getLast().getShadow().getPhase()).isEqualTo(Phase.mature);
            // When it is gone
            document(bell, "DetectorProfile/*/trial", null);
            live(bell, Duration.ofMinutes(3));
            // Then
            assertThat(bell.verdicts().getLast().getShadow()).isNull();
        }
    }

    private static String profile(String name, String service, String budget) {
        return """
                {"kind": "DetectorProfile", "name": "%s", "spec": {"match": {"service": "%s"},
                 "false_alarm_hours_per_day": %s}}""".formatted(name, service, budget);
    }

    private static void document(Driven bell, String key, @Nullable String json) {
        bell.driver.createInputTopic(bell.topics.config().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, json == null ? null : json.getBytes(StandardCharsets.UTF_8), Driven.START);
    }

    private void live(Driven bell, Duration length) {
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plus(STEP)) {
            bell.sample("checkout", now,
                    Map.of("latency_p99_seconds", noisy(0.1 * level), "error_ratio", noisy(0.001 * level)));
            bell.driver.advanceWallClockTime(STEP);
        }
    }

    private double noisy(double value) {
        return value * (1 + 0.05 * random.nextGaussian());
    }
}
