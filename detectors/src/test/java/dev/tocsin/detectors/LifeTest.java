package dev.tocsin.detectors;

import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The phases of a model, and what leads from one to another. */
class LifeTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Profile HOURLY = Profile.standard(HOUR);
    private static final int DAY = 24;

    private final SimulatedService minutes = new SimulatedService(7, 8);

    @ParameterizedTest
    @CsvSource({"3, 0.65", "6, 0.5"})
    void a_drift_over_weeks_is_told_before_it_is_learned(int weeks, double atMost) {
        // Given a model that forgets half in a week, of a service at its level for some; hours of the day are learned
        // sooner while they are new
        SimulatedService service = new SimulatedService(11, 4, HOUR);
        Detector detector = Detector.create(HOURLY.withHalfLife(Duration.ofDays(7)));
        service.live(detector, 7 * weeks * DAY);
        assertThat(detector.phase()).isEqualTo(Phase.MATURE);
        assertThat(detector.health().drifts()).isEmpty();
        // When a metric rises by 2 % of its level a day
        int days = 0;
        Verdict verdict = null;
        double level = 1;
        while (days < 40 && detector.phase() != Phase.DRIFTED) {
            level += 0.02;
            verdict = scaled(detector, service, level, DAY);
            days++;
        }
        // Then it is said which, from where, and how far, while less than half of it is what is expected
        assertThat(days).isBetween(5, 30);
        assertThat(Objects.requireNonNull(verdict).phase()).isEqualTo(Phase.DRIFTED);
        Drift drift = detector.health().drifts().getFirst();
        assertThat(detector.health().drifts()).hasSize(1);
        assertThat(drift.metric()).isEqualTo("m2");
        assertThat(drift.from()).isCloseTo(10 * SimulatedService.unit(2), within(0.5));
        assertThat(drift.sigmas()).isGreaterThanOrEqualTo(3);
        double learned = (verdict.contributions().get(2).expected() - drift.from()) / (drift.to() - drift.from());
        assertThat(learned).isLessThan(atMost);
        // And once it has stopped, it is learned within three half-lives, and told no more
        scaled(detector, service, level, 21 * DAY);
        assertThat(detector.phase()).isEqualTo(Phase.MATURE);
        assertThat(detector.health().drifts()).isEmpty();
        assertThat(scaled(detector, service, level, 1).contributions().get(2).expected())
                .isCloseTo(10 * level * SimulatedService.unit(2), within(1.0));
    }

    @Test
    void a_drift_that_goes_back_is_told_no_more() {
        // Given a metric that has drifted
        SimulatedService service = new SimulatedService(12, 4, HOUR);
        Detector detector = Detector.create(HOURLY.withPatience(Duration.ofDays(14)));
        service.live(detector, 21 * DAY);
        for (int day = 0; day < 40 && detector.phase() != Phase.DRIFTED; day++) {
            scaled(detector, service, 1 + 0.02 * day, DAY);
        }
        assertThat(detector.phase()).isEqualTo(Phase.DRIFTED);
        // When it is back for four days
        service.live(detector, 4 * DAY);
        // Then
        assertThat(detector.phase()).isEqualTo(Phase.MATURE);
    }

    @ParameterizedTest
    @EnumSource
    void a_level_that_persists_makes_a_model_relearn_and_then_mature(Profile.Kind kind) {
        // Given a patience of four hours
        Detector detector = Detector.create(Profile.of(kind, SimulatedService.WINDOW)
                .withPatience(Duration.ofHours(4)));
        minutes.live(detector, 800);
        // When two metrics of eight stay at five times their level
        Verdict first = multiplied(detector, 5, 2, 1);
        int until = 1;
        while (until < 480 && detector.phase() != Phase.RELEARNING) {
            multiplied(detector, 5, 2, 1);
            until++;
        }
        int learning = 0;
        while (learning < 480 && detector.phase() == Phase.RELEARNING) {
            multiplied(detector, 5, 2, 1);
            learning++;
        }
        // Then it is an anomaly, relearned after the patience, and the new normal within two more
        assertThat(first.anomalous()).isTrue();
        assertThat(until).isBetween(200, 300);
        assertThat(learning).isBetween(1, 479);
        Verdict end = multiplied(detector, 5, 2, 240);
        assertThat(end.phase()).isEqualTo(Phase.MATURE);
        assertThat(end.anomalous()).isFalse();
        assertThat(end.contributions()).allSatisfy(part -> assertThat(part.level()).isEqualTo(Level.NORMAL));
    }

    @ParameterizedTest
    @EnumSource
    void a_unit_that_changes_for_all_metrics_at_once_is_learned_within_three_patiences(Profile.Kind kind) {
        // Given
        Detector detector = Detector.create(Profile.of(kind, SimulatedService.WINDOW)
                .withPatience(Duration.ofHours(4)));
        minutes.live(detector, 800);
        // When
        Verdict first = multiplied(detector, 1_000, 8, 1);
        Verdict soon = multiplied(detector, 1_000, 8, 3);
        Verdict end = multiplied(detector, 1_000, 8, 3 * 240);
        // Then it is an anomaly; a light model, which has nothing but the joint state, needs some windows for what all share
        assertThat(kind == Profile.Kind.LIGHT ? soon.anomalous() : first.anomalous()).isTrue();
        assertThat(first.contributions()).allSatisfy(part -> assertThat(part.level()).isEqualTo(Level.ANOMALOUS));
        assertThat(end.anomalous()).isFalse();
        assertThat(end.contributions()).allSatisfy(part -> assertThat(part.level()).isEqualTo(Level.NORMAL));
    }

    @ParameterizedTest
    @EnumSource
    void a_counter_that_was_reset_is_one_strange_window_and_teaches_nothing(Profile.Kind kind) {
        // Given
        Detector detector = Detector.create(Profile.of(kind, SimulatedService.WINDOW));
        minutes.live(detector, 1_000);
        // When a metric is 0 for one window
        double[] values = minutes.values();
        values[3] = 0;
        Verdict reset = detector.observe(minutes.window(values), Learning.NORMAL);
        // Then it is strange, and ten windows later nothing is left of it
        assertThat(reset.level()).isNotEqualTo(Level.NORMAL);
        assertThat(reset.contributions().get(3).level()).isEqualTo(Level.ANOMALOUS);
        Verdict after = minutes.live(detector, 10);
        assertThat(after.anomalous()).isFalse();
        assertThat(after.contributions().get(3).expected()).isCloseTo(10, within(1.0));
    }

    @ParameterizedTest
    @EnumSource
    void nanoseconds_are_a_unit_like_any_other(Profile.Kind kind) {
        // Given a metric that is nanoseconds since 1970, and one that is a latency in nanoseconds
        Detector detector = Detector.create(Profile.of(kind, SimulatedService.WINDOW));
        Verdict verdict = nanoseconds(detector, 1_000, 1);
        assertThat(verdict.anomalous()).isFalse();
        // When the latency is ten times as long, then
        assertThat(nanoseconds(detector, 3, 10).contributions().get(1).level()).isEqualTo(Level.ANOMALOUS);
    }

    @Test
    void a_model_knows_its_own_alarms_and_what_its_scores_were() {
        // Given two usual weeks of hours
        SimulatedService service = new SimulatedService(13, 4, HOUR);
        Detector detector = Detector.create(HOURLY);
        service.live(detector, 14 * DAY);
        Health usual = detector.health();
        assertThat(usual.alarmHoursLastWeek()).isLessThan(2);
        assertThat(usual.calibrated()).isTrue();
        assertThat(usual.overBudget()).isFalse();
        assertThat(usual.exceedances()).extracting(Health.Exceedance::promised).containsExactly(0.1, 0.01, 0.001);
        // When two days are all alarm
        for (int hour = 0; hour < 2 * DAY; hour++) {
            double[] values = service.values();
            values[0] *= 9;
            values[1] *= 9;
            detector.observe(service.window(values), Learning.NONE);
        }
        // Then
        Health burning = detector.health();
        assertThat(burning.alarmHoursLastDay()).isBetween(18.0, 24.0);
        assertThat(burning.alarmHoursLastWeek()).isBetween(5.0, 8.0);
        assertThat(burning.budgets()).isCloseTo(burning.alarmHoursLastWeek() / 0.5, within(1e-9));
        assertThat(burning.overBudget()).isTrue();
        assertThat(burning.calibrated()).isFalse();
    }

    private static Verdict scaled(Detector detector, SimulatedService service, double factor, int windows) {
        Verdict verdict = null;
        for (int i = 0; i < windows; i++) {
            double[] values = service.values();
            values[2] *= factor;
            verdict = detector.observe(service.window(values), Learning.NORMAL);
        }
        return Objects.requireNonNull(verdict);
    }

    private Verdict multiplied(Detector detector, double factor, int metrics, int windows) {
        Verdict verdict = null;
        for (int i = 0; i < windows; i++) {
            double[] values = minutes.values();
            for (int metric = 0; metric < metrics; metric++) {
                values[metric] *= factor;
            }
            verdict = detector.observe(minutes.window(values), Learning.NORMAL);
        }
        return Objects.requireNonNull(verdict);
    }

    private Verdict nanoseconds(Detector detector, int windows, double slower) {
        Verdict verdict = null;
        for (int i = 0; i < windows; i++) {
            double[] usual = minutes.values();
            verdict = detector.observe(minutes.window(java.util.List.of("clock", "latency"),
                    minutes.time().getEpochSecond() * 1e9, usual[3] * 1e6 * slower), Learning.NORMAL);
        }
        return Objects.requireNonNull(verdict);
    }
}
