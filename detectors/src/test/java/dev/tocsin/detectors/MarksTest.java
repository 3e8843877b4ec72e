package dev.tocsin.detectors;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@ParameterizedClass
@EnumSource
class MarksTest {

    private final Profile profile;
    private final SimulatedService service = new SimulatedService(7, 8);
    private final Detector detector;

    MarksTest(Profile.Kind kind) {
        this.profile = Profile.of(kind, SimulatedService.WINDOW);
        this.detector = Detector.create(profile);
    }

    @Test
    void a_false_alarm_raises_the_threshold_by_a_step_and_says_what_that_saves() {
        // Given
        service.live(detector, 2_000);
        Heard.Loudness before = detector.loudness();
        // When
        Heard heard = detector.hear(Mark.FALSE_ALARM, service.time());
        // Then
        assertThat(heard.outcome()).isEqualTo(Heard.Outcome.MOVED);
        assertThat(heard.at()).isEqualTo(service.time());
        assertThat(heard.before()).isEqualTo(before);
        assertThat(heard.after()).isEqualTo(detector.loudness());
        assertThat(heard.after().threshold()).isCloseTo(before.threshold() + 0.1, within(1e-9));
        assertThat(heard.after().falseAlarmHoursPerDay())
                .isCloseTo(before.falseAlarmHoursPerDay() / Math.pow(10, 0.1), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(value = Mark.class, names = "NORMAL_NOW", mode = Mode.EXCLUDE)
    void marks_move_the_threshold_within_bounds_and_the_opposite_ones_take_it_back(Mark mark) {
        // Given
        service.live(detector, 500);
        Mark opposite = mark == Mark.USEFUL ? Mark.FALSE_ALARM : Mark.USEFUL;
        double bound = mark == Mark.USEFUL ? -0.3 : 0.6;
        // When the same is said over and over
        int moved = 0;
        Heard heard = detector.hear(mark, service.time());
        while (heard.outcome() == Heard.Outcome.MOVED) {
            moved++;
            heard = detector.hear(mark, service.time());
        }
        // Then it ends at the bound, and as many of the others undo it
        assertThat(heard.outcome()).isEqualTo(Heard.Outcome.AT_BOUND);
        assertThat(heard.after().shift()).isCloseTo(bound, within(1e-9));
        for (int i = 0; i < moved; i++) {
            heard = detector.hear(opposite, service.time());
        }
        assertThat(heard.after().shift()).isCloseTo(0, within(1e-9));
    }

    @Test
    void false_alarms_silence_what_was_just_over_the_threshold_and_nothing_graver() {
        // Given two models alike, one of which was told of false alarms
        service.live(detector, 3_000);
        Detector told = copy();
        for (int i = 0; i < 6; i++) {
            told.hear(Mark.FALSE_ALARM, service.time());
        }
        // When a metric drifts off
        int alarms = 0;
        int toldAlarms = 0;
        boolean grave = false;
        for (int i = 0; i < 120; i++) {
            double[] values = service.values();
            values[3] *= 1 + i / 120.0;
            MetricWindow window = service.window(values);
            alarms += detector.observe(window, Learning.NONE).anomalous() ? 1 : 0;
            grave = told.observe(window, Learning.NONE).anomalous();
            toldAlarms += grave ? 1 : 0;
        }
        // Then it alarms later, and still does
        assertThat(toldAlarms).isLessThan(alarms);
        assertThat(grave).isTrue();
    }

    @Test
    void what_marks_said_fades_with_the_model() {
        // Given a model that forgets half in a thousand windows
        Detector forgetful = Detector.create(profile.withHalfLife(SimulatedService.WINDOW.multipliedBy(1_000)));
        service.live(forgetful, 200);
        forgetful.hear(Mark.FALSE_ALARM, service.time());
        // When
        service.live(forgetful, 1_000);
        // Then
        assertThat(forgetful.loudness().shift()).isCloseTo(0.05, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 5, 1_000, 0.001})
    void what_is_normal_now_is_expected_at_once(double factor) {
        // Given an hour in which half the metrics are at another level, an anomaly
        service.live(detector, 3_000);
        Verdict before = shifted(factor, 60);
        assertThat(before.anomalous()).isTrue();
        // When
        Heard heard = detector.hear(Mark.NORMAL_NOW, service.time());
        Verdict next = shifted(factor, 1);
        // Then the next window is usual
        assertThat(heard.outcome()).isEqualTo(Heard.Outcome.RELEARNING);
        assertThat(heard.after()).isEqualTo(heard.before());
        assertThat(detector.relearning()).isTrue();
        assertThat(next.anomalous()).isFalse();
        assertThat(next.contributions().getFirst().deviation()).isCloseTo(0, within(1e-9));
        // And so are the next hours but for a few windows, and then the model judges as finely as before
        int alarms = 0;
        for (int i = 0; i < 300; i++) {
            alarms += shifted(factor, 1).anomalous() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(3);
        assertThat(detector.relearning()).isFalse();
        assertThat(shifted(factor * 1.6, 5).anomalous()).isTrue();
    }

    @Test
    void a_relation_that_is_normal_now_is_usual_at_once() {
        // Given a metric that goes against the others for ten windows, an anomaly
        service.live(detector, 4_000);
        assertThat(against(10).anomalous()).isTrue();
        // When
        detector.hear(Mark.NORMAL_NOW, service.time());
        // Then
        assertThat(against(1).anomalous()).isFalse();
        assertThat(against(20).anomalous()).isFalse();
    }

    @Test
    void a_model_that_warms_up_has_nothing_to_learn_anew() {
        service.live(detector, 20);
        Heard heard = detector.hear(Mark.NORMAL_NOW, service.time());
        assertThat(heard.outcome()).isEqualTo(Heard.Outcome.WARMING_UP);
        assertThat(detector.relearning()).isFalse();
    }

    @Test
    void marks_are_stored_with_the_model() {
        // Given
        service.live(detector, 500);
        detector.hear(Mark.FALSE_ALARM, Instant.EPOCH);
        detector.hear(Mark.NORMAL_NOW, Instant.EPOCH);
        // When
        Detector copy = copy();
        // Then
        assertThat(copy.loudness()).isEqualTo(detector.loudness());
        for (int i = 0; i < 20; i++) {
            double[] values = service.values();
            values[2] *= 7;
            MetricWindow window = service.window(values);
            assertThat(copy.observe(window, Learning.NORMAL)).isEqualTo(detector.observe(window, Learning.NORMAL));
        }
        assertThat(copy.store()).isEqualTo(detector.store());
    }

    private Detector copy() {
        return ((Restoration.Restored) Detector.restore(detector.store(), profile)).detector();
    }

    private Verdict shifted(double factor, int windows) {
        Verdict verdict = null;
        for (int i = 0; i < windows; i++) {
            double[] values = service.values();
            for (int metric = 0; metric < 4; metric++) {
                values[metric] *= factor;
            }
            verdict = detector.observe(service.window(values), Learning.NORMAL);
        }
        return java.util.Objects.requireNonNull(verdict);
    }

    private Verdict against(int windows) {
        Verdict verdict = null;
        for (int window = 0; window < windows; window++) {
            double[] values = new double[8];
            for (int i = 0; i < values.length; i++) {
                values[i] = SimulatedService.unit(i) * (i == 5 ? 8.6 : 11.4);
            }
            verdict = detector.observe(service.window(values), Learning.NORMAL);
        }
        return java.util.Objects.requireNonNull(verdict);
    }
}
