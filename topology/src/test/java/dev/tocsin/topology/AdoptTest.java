package dev.tocsin.topology;

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

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Learning;
import dev.tocsin.detectors.MetricWindow;
import dev.tocsin.detectors.Profile;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.clock.InputLag;

import static org.assertj.core.api.Assertions.assertThat;

/** Models taught elsewhere, and which of them the service takes. */
class AdoptTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final List<String> NAMES = List.of("error_ratio", "latency_p99_seconds");

    @TempDir
    Path state;

    private final Random random = new Random(7);
    private Instant now = Driven.START;

    @Test
    void aServiceThatWasNeverSeenIsJudgedFromItsFirstWindowByAModelOfElsewhere() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given
            offer(bell, "default/checkout", taught(600));
            // When
            live(bell, Duration.ofMinutes(5));
            // Then
            assertThat(bell.verdicts()).isNotEmpty().extracting(WindowVerdict::getPhase).containsOnly(Phase.mature);
            assertThat(bell.counted("tocsin_models_offered", "adopted")).isEqualTo(1);
        }
    }

    @Test
    void aModelThatStillWarmsUpIsReplacedAndOneThatJudgesIsKept() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given
            live(bell, Duration.ofMinutes(5));
            assertThat(bell.verdicts().getLast().getPhase()).isEqualTo(Phase.warming_up);
            // When
            offer(bell, "default/checkout", taught(600));
            live(bell, Duration.ofMinutes(5));
            offer(bell, "default/checkout", taught(600));
            // Then
            assertThat(bell.verdicts().getLast().getPhase()).isEqualTo(Phase.mature);
            assertThat(bell.counted("tocsin_models_offered", "adopted")).isEqualTo(1);
            assertThat(bell.counted("tocsin_models_offered", "own_is_mature")).isEqualTo(1);
            // And it says how well it keeps its word when it is written
            assertThat(bell.counted("tocsin_detector_health", "good")).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoModelOrTooYoungIsLeftAndCounted() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            offer(bell, "default/checkout", new byte[]{1, 2, 3});
            offer(bell, "default/checkout", taught(3));
            offer(bell, "a/b/ ", taught(3));

            assertThat(bell.counted("tocsin_models_offered", "refused")).isEqualTo(1);
            assertThat(bell.counted("tocsin_models_offered", "immature")).isEqualTo(2);
            live(bell, Duration.ofMinutes(3));
            assertThat(bell.verdicts().getFirst().getPhase()).isEqualTo(Phase.warming_up);
        }
    }

    /** A model of so many windows before the start. */
    private byte[] taught(int windows) {
        Detector model = Detector.create(Profile.standard(WINDOW));
        for (int i = windows; i > 0; i--) {
            Instant end = Driven.START.minus(WINDOW.multipliedBy(i - 1));
            model.observe(new MetricWindow(end.minus(WINDOW), end, NAMES, new double[]{noisy(0.001), noisy(0.1)}),
                    Learning.NORMAL);
        }
        return model.store();
    }

    private static void offer(Driven bell, String key, byte[] model) {
        bell.driver.createInputTopic(bell.topics.models().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, model, Driven.START);
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
