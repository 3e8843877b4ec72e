package dev.tocsin.detectors;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class BrokenRelationTest {

    private static final List<String> NAMES = List.of("traffic", "cpu", "disk", "free");

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    private final SimulatedService clock = new SimulatedService(5, 0);

    @ParameterizedTest
    @EnumSource
    void names_the_metric_that_left_the_others_and_those_it_left(Profile.Kind kind) {
        // Given traffic and cpu that go together, free memory that goes against them, and a disk that has a life of its own
        Detector detector = Detector.create(Profile.of(kind, SimulatedService.WINDOW));
        for (int i = 0; i < 3_000; i++) {
            double load = random.nextGaussian();
            observe(detector, load, load);
        }
        // When cpu falls while traffic rises, neither farther than usual
        Verdict verdict = null;
        for (int i = 0; i < 10; i++) {
            verdict = observe(detector, 1.6, -1.6);
        }
        // Then
        BrokenRelation broken = Objects.requireNonNull(verdict).relation().orElseThrow();
        assertThat(verdict.anomalous()).isTrue();
        assertThat(broken.odd().metric()).isEqualTo("cpu");
        assertThat(broken.odd().direction()).isEqualTo(Direction.DOWN);
        assertThat(broken.expected()).isPositive();
        assertThat(broken.others()).extracting(BrokenRelation.Part::metric).isSubsetOf("traffic", "free")
                .contains("traffic");
        assertThat(broken.others()).filteredOn(part -> part.metric().equals("traffic"))
                .allSatisfy(part -> assertThat(part.direction()).isEqualTo(Direction.UP));
        assertThat(broken.share()).isBetween(0.3, 1.0);
    }

    @ParameterizedTest
    @EnumSource
    void says_nothing_of_relations_where_a_metric_stands_out(Profile.Kind kind) {
        // Given
        Detector detector = Detector.create(Profile.of(kind, SimulatedService.WINDOW));
        for (int i = 0; i < 1_000; i++) {
            double load = random.nextGaussian();
            assertThat(observe(detector, load, load).relation()).isEmpty();
        }
        // When
        Verdict verdict = observe(detector, 0, 40);
        // Then
        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.relation()).isEmpty();
    }

    private Verdict observe(Detector detector, double traffic, double cpu) {
        return detector.observe(clock.window(NAMES, 1_000 + 100 * traffic + 10 * random.nextGaussian(),
                50 + 5 * cpu + 0.5 * random.nextGaussian(), 7 + random.nextGaussian(),
                8e9 - 1e9 * traffic + 1e8 * random.nextGaussian()), Learning.NORMAL);
    }
}
