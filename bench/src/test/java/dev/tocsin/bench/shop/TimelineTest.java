package dev.tocsin.bench.shop;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class TimelineTest {

    @Test
    void defaultIsFiftyTwoMinutesWithTheThreeFaultsInOrder() {
        // When
        Timeline timeline = Timeline.parse(Timeline.DEFAULT);
        // Then
        assertThat(timeline.length()).isEqualTo(Duration.ofMinutes(52));
        assertThat(timeline.phases()).extracting(Timeline.Phase::kind).containsExactly(FaultKind.NONE, FaultKind.SURGE,
                FaultKind.NONE, FaultKind.CASCADE, FaultKind.NONE, FaultKind.LEAK, FaultKind.NONE);
        assertThat(timeline.phases().getFirst().length()).isGreaterThanOrEqualTo(Duration.ofMinutes(14));
    }

    @Test
    void aPhaseBeginsWhereTheOneBeforeEnds() {
        // Given
        Timeline timeline = Timeline.parse("warmup:2m,leak:90s,calm:1m");
        // When / Then
        assertThat(timeline.at(Duration.ofSeconds(119)).kind()).isEqualTo(FaultKind.NONE);
        assertThat(timeline.at(Duration.ofSeconds(120)).kind()).isEqualTo(FaultKind.LEAK);
        assertThat(timeline.at(Duration.ofSeconds(210)).kind()).isEqualTo(FaultKind.NONE);
        assertThat(timeline.at(Duration.ofHours(1)).kind()).isEqualTo(FaultKind.NONE);
    }

    @Test
    void scalingKeepsTheOrderAndTheProportions() {
        // When
        Timeline half = Timeline.parse(Timeline.DEFAULT).scaledTo(Duration.ofMinutes(26));
        // Then
        assertThat(half.length()).isEqualTo(Duration.ofMinutes(26));
        assertThat(half.phases().get(3).length()).isEqualTo(Duration.ofSeconds(210));
    }

    @Test
    void knobsStandNormallyOutsideFaults() {
        // Given
        Timeline timeline = Timeline.parse("warmup:1m,surge:100s,calm:1m,cascade:100s,calm:1m,leak:1m,calm:1m");
        // When / Then
        assertThat(timeline.knobsAt(Duration.ofSeconds(30))).isEqualTo(Knobs.NORMAL);
        assertThat(timeline.knobsAt(Duration.ofSeconds(110))).isEqualTo(new Knobs(3.5, 0, 0));
        assertThat(timeline.knobsAt(Duration.ofSeconds(170))).isEqualTo(Knobs.NORMAL);
        assertThat(timeline.knobsAt(Duration.ofSeconds(419))).isEqualTo(new Knobs(1, 0, 5_000));
        assertThat(timeline.knobsAt(Duration.ofSeconds(445))).isEqualTo(Knobs.NORMAL);
    }

    @Test
    void theCascadeHoldsConnectionsEverLongerAndNeverShorter() {
        // Given
        double before = 0;
        for (double progress = 0; progress <= 1; progress += 0.01) {
            // When
            double hold = FaultKind.CASCADE.knobs(progress).holdSeconds();
            // Then
            assertThat(hold).isGreaterThanOrEqualTo(before);
            before = hold;
        }
        assertThat(before).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void eachFaultSaysWhereItHappensAndHowItShows() {
        for (FaultKind kind : List.of(FaultKind.SURGE, FaultKind.CASCADE, FaultKind.LEAK)) {
            assertThat(kind.effects()).as(kind.name()).isNotEmpty()
                    .allMatch(effect -> effect.service().equals(kind.service()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "surge", "warmup:1m,flood:2m", "warmup:1h", "warmup:0m", "surge:2m", "warmup:59s"})
    void aPlanThatCannotBeReadIsRefused(String plan) {
        assertThatIllegalArgumentException().isThrownBy(() -> Timeline.parse(plan));
    }
}
