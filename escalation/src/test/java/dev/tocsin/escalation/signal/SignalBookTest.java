package dev.tocsin.escalation.signal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class SignalBookTest {

    private static final ServiceId SERVICE = new ServiceId("prod", "checkout");

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Signal BY_VALUE = onMetric("by_value", MetricTest.value("> 0.05").times(1.5));

    private static final Signal BY_LEVEL = onMetric("by_level", MetricTest.level(Level.ELEVATED, Direction.UP));

    private static final Signal BY_BOTH = onMetric("by_both",
            MetricTest.level(Level.ELEVATED, Direction.UP).and("> 0.05"));

    private static final Signal HEALTHY = new Signal("healthy", new Condition.AllMetricsNormal(), 3);

    private static final Signal QUIET = Signal.of("quiet", new Condition.Quiet());

    private static final Signal SILENT = new Signal("silent", new Condition.NoData(), 2);

    private static final Signal DEPLOYED = Signal.of("deployed", new Condition.ChangeOf(Change.Kind.DEPLOY));

    private static final Reading HIGH = new Reading(0.5, 0.1, 8, Direction.UP, 0.9, Level.ANOMALOUS);

    private static final Reading NORMAL = new Reading(0.01, 0.01, 0, Direction.NONE, 0.1, Level.NORMAL);

    @Nested
    @DisplayName("A model that warms up is believed in nothing but observed values")
    class WarmingUp {

        @Test
        void aValueIsAValue() {
            assertThat(holds(BY_VALUE, Phase.WARMING_UP, Map.of("error_ratio", HIGH))).isTrue();
        }

        @Test
        void theExpectationIsNotAsked() {
            Reading usual = new Reading(0.06, 0.06, 0, Direction.NONE, 0, Level.NORMAL);

            assertThat(holds(BY_VALUE, Phase.WARMING_UP, Map.of("error_ratio", usual))).isTrue();
            assertThat(holds(BY_VALUE, Phase.MATURE, Map.of("error_ratio", usual))).isFalse();
        }

        @Test
        void noLevelNoDirectionNoCalm() {
            assertThat(holds(BY_LEVEL, Phase.WARMING_UP, Map.of("error_ratio", HIGH))).isFalse();
            assertThat(holds(BY_BOTH, Phase.WARMING_UP, Map.of("error_ratio", HIGH))).isFalse();
            assertThat(holds(HEALTHY.lasting(1), Phase.WARMING_UP, Map.of("error_ratio", NORMAL))).isFalse();
            assertThat(holds(QUIET, Phase.WARMING_UP, Map.of("error_ratio", NORMAL))).isFalse();
            assertThat(holds(SILENT.lasting(1), Phase.WARMING_UP, Map.of())).isFalse();
        }
    }

    @Nested
    @DisplayName("A window without data shows silence and nothing else")
    class NoData {

        @Test
        void onlySilence() {
            assertThat(holds(SILENT.lasting(1), Phase.NO_DATA, Map.of())).isTrue();
            assertThat(holds(HEALTHY.lasting(1), Phase.NO_DATA, Map.of())).isFalse();
            assertThat(holds(QUIET, Phase.NO_DATA, Map.of())).isFalse();
            assertThat(holds(onMetric("low", MetricTest.value("< 1")), Phase.NO_DATA, Map.of("error_ratio", NORMAL)))
                    .isFalse();
        }

        @Test
        void itInterruptsARun() {
            var book = new SignalBook(List.of(BY_VALUE.lasting(2)));
            Map<String, Reading> high = Map.of("error_ratio", HIGH);

            Truth first = book.of(window(Phase.MATURE, high), Runs.RESTING);
            Truth gap = book.of(window(Phase.NO_DATA, Map.of()), first.runs());
            Truth third = book.of(window(Phase.MATURE, high), gap.runs());
            Truth fourth = book.of(window(Phase.MATURE, high), third.runs());

            assertThat(List.of(first.holds(0), gap.holds(0), third.holds(0), fourth.holds(0)))
                    .containsExactly(false, false, false, true);
        }
    }

    @Nested
    @DisplayName("A judged window")
    class Mature {

        @Test
        void showsLevelsDirectionsAndValues() {
            Reading down = new Reading(0.5, 0.9, -8, Direction.DOWN, 0.9, Level.ANOMALOUS);

            assertThat(holds(BY_LEVEL, Phase.MATURE, Map.of("error_ratio", HIGH))).isTrue();
            assertThat(holds(BY_LEVEL, Phase.MATURE, Map.of("error_ratio", down))).isFalse();
            assertThat(holds(BY_LEVEL, Phase.MATURE, Map.of("latency", HIGH))).isFalse();
            assertThat(holds(HEALTHY, Phase.MATURE, Map.of("error_ratio", NORMAL))).isTrue();
            assertThat(holds(HEALTHY, Phase.MATURE, Map.of("error_ratio", HIGH))).isFalse();
        }

        @Test
        void letsTheLargestShareSpeakWhateverTheOrderOfTheMap() {
            var book = new SignalBook(List.of(BY_LEVEL));
            Map<String, Reading> metrics = new LinkedHashMap<>();
            metrics.put("error_b", share(0.2));
            metrics.put("error_a", share(0.4));
            metrics.put("error_c", share(0.4));

            Truth truth = book.of(window(Phase.MATURE, metrics), Runs.RESTING);

            assertThat(truth.evidence(0)).isNotNull();
            assertThat(truth.evidence(0).metric()).isEqualTo("error_a");
        }

        @Test
        void aServiceThatIsWellHasNoRunsToRemember() {
            var book = new SignalBook(List.of(HEALTHY, SILENT, BY_VALUE.lasting(2)));

            Truth truth = book.of(window(Phase.MATURE, Map.of("error_ratio", NORMAL)), Runs.RESTING);

            assertThat(truth.runs()).isEqualTo(Runs.RESTING);
        }

        @Test
        void healthHasToLastAgainAfterTrouble() {
            var book = new SignalBook(List.of(HEALTHY));
            Runs troubled = book.of(window(Phase.MATURE, Map.of("error_ratio", HIGH)), Runs.RESTING).runs();

            Truth first = book.of(window(Phase.MATURE, Map.of("error_ratio", NORMAL)), troubled);
            Truth second = book.of(window(Phase.MATURE, Map.of("error_ratio", NORMAL)), first.runs());
            Truth third = book.of(window(Phase.MATURE, Map.of("error_ratio", NORMAL)), second.runs());

            assertThat(List.of(first.holds(0), second.holds(0), third.holds(0))).containsExactly(false, false, true);
            assertThat(third.runs()).isEqualTo(Runs.RESTING);
        }
    }

    @Test
    void aChangeMakesTrueWhatAsksForItsKindAndLeavesRunsAlone() {
        var book = new SignalBook(List.of(DEPLOYED, QUIET, BY_VALUE.lasting(2)));
        Runs before = book.of(window(Phase.MATURE, Map.of("error_ratio", HIGH)), Runs.RESTING).runs();

        Truth deploy = book.of(new Change(SERVICE, START, Change.Kind.DEPLOY, "v1"), before, LastChanges.NONE);
        Truth restart = book.of(new Change(SERVICE, START, Change.Kind.RESTART, "v1"), before, LastChanges.NONE);

        assertThat(deploy.holds(0)).isTrue();
        assertThat(deploy.holds(1)).isFalse();
        assertThat(deploy.runs()).isEqualTo(before);
        assertThat(restart.holds(0)).isFalse();
    }

    private static boolean holds(Signal signal, Phase phase, Map<String, Reading> metrics) {
        return new SignalBook(List.of(signal)).of(window(phase, metrics), Runs.RESTING).holds(0);
    }

    private static Verdict window(Phase phase, Map<String, Reading> metrics) {
        boolean trouble = metrics.values().stream().anyMatch(reading -> reading.level() != Level.NORMAL);
        return new Verdict(SERVICE, START, START.plusSeconds(60), phase, metrics.size(), 1, 0.1, 0.5,
                trouble ? Level.ANOMALOUS : Level.NORMAL, trouble, metrics);
    }

    private static Reading share(double share) {
        return new Reading(0.5, 0.1, 8, Direction.UP, share, Level.ANOMALOUS);
    }

    private static Signal onMetric(String name, MetricTest test) {
        return Signal.of(name, new Condition.OnMetric(Globs.of("*error*"), List.of(test)));
    }
}
