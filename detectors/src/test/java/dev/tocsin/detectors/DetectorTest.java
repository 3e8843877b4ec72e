package dev.tocsin.detectors;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DetectorTest {

    private static final Profile STANDARD = Profile.standard(SimulatedService.WINDOW);

    private final SimulatedService service = new SimulatedService(7, 8);
    private final Detector detector = Detector.create(STANDARD);

    @Test
    void says_that_it_warms_up_before_the_first_score() {
        // Given a new model, when it has seen all but the last window of its warm-up
        Verdict early = service.live(detector, STANDARD.warmUpWindows());
        // Then it judges nothing, and does from the next window on
        assertThat(early.phase()).isEqualTo(Phase.WARMING_UP);
        assertThat(early.score()).isNaN();
        assertThat(early.level()).isEqualTo(Level.NORMAL);
        assertThat(early.anomalous()).isFalse();
        assertThat(early.contributions()).hasSize(8)
                .allSatisfy(part -> assertThat(part.level()).isEqualTo(Level.NORMAL));

        Verdict first = service.live(detector, 1);
        assertThat(first.phase()).isEqualTo(Phase.MATURE);
        assertThat(first.isScored()).isTrue();
    }

    @Test
    void explains_a_metric_that_jumps() {
        // Given
        service.live(detector, 500);
        // When metric 3 doubles
        double[] values = service.values();
        values[3] *= 2;
        Verdict verdict = detector.observe(service.window(values), Learning.NORMAL);
        // Then
        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.level()).isEqualTo(Level.ANOMALOUS);
        Contribution top = verdict.top().orElseThrow();
        assertThat(top.metric()).isEqualTo("m3");
        assertThat(top.direction()).isEqualTo(Direction.UP);
        assertThat(top.level()).isEqualTo(Level.ANOMALOUS);
        assertThat(top.expected()).isCloseTo(10, within(1.5));
        assertThat(top.share()).isGreaterThan(0.5);
    }

    @Test
    void finds_a_broken_correlation_though_no_metric_is_outlying() {
        // Given metrics that follow one load
        service.live(detector, 4_000);
        // When one goes the other way for ten windows, each metric within its usual range
        Verdict verdict = null;
        for (int window = 0; window < 10; window++) {
            double[] values = new double[8];
            for (int i = 0; i < values.length; i++) {
                values[i] = SimulatedService.unit(i) * (i == 5 ? 8.6 : 11.4);
            }
            verdict = detector.observe(service.window(values), Learning.NORMAL);
        }
        assertThat(verdict).isNotNull();
        // Then the window is anomalous and none of its metrics is
        assertThat(verdict.contributions()).allSatisfy(part -> assertThat(part.level()).isEqualTo(Level.NORMAL));
        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.top().orElseThrow().metric()).isEqualTo("m5");
    }

    @Test
    void tells_how_far_apart_two_extremes_are() {
        // Given two models alike
        service.live(detector, 300);
        Detector other = ((Restoration.Restored) Detector.restore(detector.store(), STANDARD)).detector();
        double[] far = service.values();
        double[] farther = far.clone();
        far[2] *= 1_000;
        farther[2] *= 2_000;
        // When
        MetricWindow window = service.window(far);
        Verdict one = detector.observe(window, Learning.NORMAL);
        Verdict two = other.observe(new MetricWindow(window.start(), window.end(), window.names(), farther),
                Learning.NORMAL);
        // Then
        assertThat(two.score()).isGreaterThan(one.score());
        assertThat(two.pValue()).isLessThan(one.pValue()).isPositive();
    }

    @Test
    void an_incident_of_an_hour_does_not_hide_the_next_one() {
        // Given an hour in which two metrics are at five times their level, then two usual hours
        service.live(detector, 600);
        for (int i = 0; i < 60; i++) {
            detector.observe(service.window(incident()), Learning.NORMAL);
        }
        Verdict calm = service.live(detector, 120);
        // When the same happens again for three windows
        Verdict again = shifted(detector, 3);
        // Then
        assertThat(calm.anomalous()).isFalse();
        assertThat(again.anomalous()).isTrue();
    }

    @Test
    void a_level_that_persists_is_learned_in_the_end() {
        // Given a patience of four hours
        Detector impatient = Detector.create(patience(Duration.ofHours(4)));
        service.live(impatient, 600);
        // When three metrics stay at five times their level, first for an hour
        Verdict first = shifted(impatient, 60);
        // Then it is an anomaly, and none any more after some patience
        assertThat(first.anomalous()).isTrue();
        Verdict last = shifted(impatient, 3 * 240);
        assertThat(last.anomalous()).isFalse();
        assertThat(last.contributions().get(0).expected()).isCloseTo(50 * SimulatedService.unit(0), within(0.02));
        assertThat(impatient.relearning()).isFalse();
    }

    @Test
    void a_unit_that_changes_by_a_thousand_is_learned_in_the_end() {
        Detector impatient = Detector.create(patience(Duration.ofHours(4)));
        service.live(impatient, 600);
        Verdict verdict = null;
        for (int i = 0; i < 4 * 240; i++) {
            double[] values = service.values();
            values[1] *= 1_000;
            verdict = impatient.observe(service.window(values), Learning.NORMAL);
            if (i == 0) {
                assertThat(verdict.anomalous()).isTrue();
            }
        }
        assertThat(verdict).isNotNull();
        assertThat(verdict.anomalous()).isFalse();
        assertThat(Math.abs(verdict.contributions().get(1).deviation())).isLessThan(3);
    }

    @Test
    void teaches_nothing_when_told_so() {
        // Given two models alike
        service.live(detector, 200);
        Detector untaught = ((Restoration.Restored) Detector.restore(detector.store(), STANDARD)).detector();
        // When one of them sees a new level for ten hours that must not teach
        for (int i = 0; i < 600; i++) {
            detector.observe(service.window(incident()), Learning.NONE);
        }
        // Then both expect the same
        MetricWindow window = service.next();
        Contribution after = detector.observe(window, Learning.NONE).contributions().get(0);
        Contribution without = untaught.observe(window, Learning.NONE).contributions().get(0);
        assertThat(after.expected()).isEqualTo(without.expected());
        assertThat(after.deviation()).isEqualTo(without.deviation());
    }

    @Test
    void keeps_near_its_budget_on_usual_windows() {
        // Given a week of usual minutes after a day
        service.live(detector, 1_440);
        // When
        int hours = 0;
        for (int hour = 0; hour < 7 * 24; hour++) {
            boolean alarmed = false;
            for (int minute = 0; minute < 60; minute++) {
                alarmed |= service.live(detector, 1).anomalous();
            }
            hours += alarmed ? 1 : 0;
        }
        // Then at most twice the half hour a day
        assertThat(hours).isLessThanOrEqualTo(7);
    }

    private Verdict shifted(Detector model, int windows) {
        Verdict verdict = null;
        for (int i = 0; i < windows; i++) {
            verdict = model.observe(service.window(incident()), Learning.NORMAL);
        }
        return java.util.Objects.requireNonNull(verdict);
    }

    private double[] incident() {
        double[] values = service.values();
        values[0] += 40 * SimulatedService.unit(0);
        values[4] += 40 * SimulatedService.unit(4);
        return values;
    }

    private static Profile patience(Duration patience) {
        Profile.Memory memory = STANDARD.memory();
        return new Profile("impatient", 1, STANDARD.kind(), STANDARD.window(), STANDARD.warmUpWindows(),
                STANDARD.falseAlarmHoursPerDay(),
                new Profile.Memory(memory.halfLife(), memory.recent(), patience, memory.gate(),
                        memory.shortTerm(), memory.smoothing()),
                STANDARD.season(), STANDARD.regimes(), STANDARD.scaling(), STANDARD.limits());
    }
}
