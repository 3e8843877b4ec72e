package dev.tocsin.detectors;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What holds for any stream of windows; the seed is in the test's name. */
@ParameterizedClass
@EnumSource
class DetectorPropertyTest {

    private final Profile profile;

    DetectorPropertyTest(Profile.Kind kind) {
        this.profile = Profile.of(kind, SimulatedService.WINDOW);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("scores are finite and in range, shares sum to 1 or are 0")
    void verdicts_are_in_range(long seed) {
        Wild wild = new Wild(seed);
        Detector detector = Detector.create(profile);
        for (int i = 0; i < 1_500; i++) {
            Verdict verdict = detector.observe(wild.next(), Learning.NORMAL);
            double shares = verdict.contributions().stream().mapToDouble(Contribution::share).sum();
            assertThat(verdict.contributions()).allSatisfy(part -> {
                assertThat(part.share()).isBetween(0.0, 1.0);
                assertThat(part.deviation()).isBetween(-Contribution.WIDEST, Contribution.WIDEST);
            });
            if (verdict.isScored()) {
                assertThat(verdict.score()).isFinite().isPositive();
                assertThat(verdict.pValue()).isBetween(0.0, 1.0);
                assertThat(verdict.rank()).isBetween(0.0, 1.0);
                assertThat(shares).satisfiesAnyOf(sum -> assertThat(sum).isCloseTo(1, within(1e-9)),
                        sum -> assertThat(sum).isZero());
            } else {
                assertThat(shares).isZero();
                assertThat(verdict.anomalous()).isFalse();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    @DisplayName("a model that is stored and restored at any time goes on as if it hadn't been")
    void round_trip(long seed) {
        Wild wild = new Wild(seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Detector live = Detector.create(profile);
        Detector restored = Detector.create(profile);
        for (int i = 0; i < 600; i++) {
            MetricWindow window = wild.next();
            assertThat(restored.observe(window, Learning.NORMAL)).isEqualTo(live.observe(window, Learning.NORMAL));
            if (random.nextInt(7) == 0) {
                byte[] stored = restored.store();
                restored = ((Restoration.Restored) Detector.restore(stored, profile)).detector();
                assertThat(restored.store()).isEqualTo(stored);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32})
    @DisplayName("the same windows give the same verdicts and the same bytes")
    void determinism(long seed) {
        Wild one = new Wild(seed);
        Wild other = new Wild(seed);
        Detector first = Detector.create(profile);
        Detector second = Detector.create(profile);
        for (int i = 0; i < 600; i++) {
            assertThat(second.observe(other.next(), Learning.NORMAL))
                    .isEqualTo(first.observe(one.next(), Learning.NORMAL));
        }
        assertThat(second.store()).isEqualTo(first.store());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    @DisplayName("the unit of a metric doesn't matter")
    void units(long seed) {
        SimulatedService one = new SimulatedService(seed, 6);
        SimulatedService other = new SimulatedService(seed, 6);
        Detector inOne = Detector.create(profile);
        Detector inOther = Detector.create(profile);
        for (int i = 0; i < 800; i++) {
            double[] scaled = other.values();
            for (int metric = 0; metric < scaled.length; metric++) {
                scaled[metric] *= metric % 2 == 0 ? 1e9 : 1e-6;
            }
            Verdict verdict = inOne.observe(one.next(), Learning.NORMAL);
            Verdict same = inOther.observe(other.window(scaled), Learning.NORMAL);
            if (verdict.isScored()) {
                assertThat(same.score()).isCloseTo(verdict.score(), within(1e-4));
                assertThat(same.anomalous()).isEqualTo(verdict.anomalous());
            }
        }
    }

    /** Windows of everything that telemetry can be: spikes, constants, counts, gaps, metrics that come and go. */
    private static final class Wild {

        private final RandomGenerator random;
        private final SimulatedService clock;
        private double walk;

        Wild(long seed) {
            this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            this.clock = new SimulatedService(seed, 0);
        }

        MetricWindow next() {
            walk += random.nextGaussian();
            double spike = random.nextInt(100) == 0 ? 1e12 * random.nextGaussian() : 0;
            double late = random.nextInt(3) == 0 ? random.nextDouble() : Double.NaN;
            double extreme = switch (random.nextInt(200)) {
                case 0 -> Double.POSITIVE_INFINITY;
                case 1 -> -1e300;
                case 2 -> Double.MIN_VALUE;
                default -> 5;
            };
            double[] values = {walk, spike, 3, random.nextInt(4), late, extreme, Math.exp(5 * random.nextGaussian()),
                    random.nextInt(500) == 0 ? 1 : 0};
            int known = random.nextInt(50) == 0 ? random.nextInt(9) : 8;
            return clock.window(List.of("walk", "spike", "constant", "count", "sparse", "extreme", "heavy", "flag")
                    .subList(0, known), java.util.Arrays.copyOf(values, known));
        }
    }
}
