package dev.tocsin.detectors;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BadInputTest {

    private static final Profile STANDARD = Profile.standard(SimulatedService.WINDOW);

    private final SimulatedService service = new SimulatedService(3, 5);
    private final Detector detector = Detector.create(STANDARD);

    @Test
    void a_window_without_any_value_is_not_scored_and_teaches_nothing() {
        service.live(detector, 100);
        double[] nothing = new double[5];
        Arrays.fill(nothing, Double.NaN);
        Verdict verdict = detector.observe(service.window(nothing), Learning.NORMAL);
        assertThat(verdict.isScored()).isFalse();
        assertThat(verdict.phase()).isEqualTo(Phase.MATURE);
        assertThat(verdict.anomalous()).isFalse();
        assertThat(verdict.contributions()).isEmpty();
        assertThat(service.live(detector, 1).isScored()).isTrue();
    }

    @Test
    void values_no_metric_has_count_as_missing() {
        service.live(detector, 100);
        double[] values = service.values();
        values[0] = 1e300;
        values[1] = -1e300;
        values[2] = Double.POSITIVE_INFINITY;
        Verdict verdict = detector.observe(service.window(values), Learning.NORMAL);
        assertThat(verdict.contributions()).extracting(Contribution::metric).containsExactly("m3", "m4");
        assertThat(verdict.score()).isFinite();
    }

    @Test
    void a_window_that_goes_back_in_time_changes_nothing() {
        service.live(detector, 100);
        byte[] before = detector.store();
        Instant start = service.time().minus(Duration.ofMinutes(30));
        Verdict verdict = detector.observe(
                new MetricWindow(start, start.plus(SimulatedService.WINDOW), service.names(), service.values()),
                Learning.NORMAL);
        assertThat(verdict.isScored()).isFalse();
        assertThat(detector.store()).isEqualTo(before);
    }

    @Test
    void a_gap_of_a_week_is_no_anomaly() {
        service.live(detector, 500);
        service.skip(Duration.ofDays(7));
        assertThat(service.live(detector, 1).anomalous()).isFalse();
    }

    @Test
    void constant_metrics_are_usual_and_their_first_step_is_not() {
        SimulatedService still = new SimulatedService(1, 3);
        Verdict verdict = null;
        for (int i = 0; i < 300; i++) {
            verdict = detector.observe(still.window(0, 42, -7), Learning.NORMAL);
        }
        assertThat(verdict).isNotNull();
        assertThat(verdict.anomalous()).isFalse();
        Verdict step = detector.observe(still.window(0, 43, -7), Learning.NORMAL);
        assertThat(step.anomalous()).isTrue();
        assertThat(step.top().orElseThrow().metric()).isEqualTo("m1");
    }

    @Test
    void one_metric_is_enough() {
        SimulatedService single = new SimulatedService(5, 1);
        assertThat(single.live(detector, 300).isScored()).isTrue();
        double[] values = single.values();
        values[0] *= 3;
        assertThat(detector.observe(single.window(values), Learning.NORMAL).anomalous()).isTrue();
    }

    @Test
    void five_hundred_metrics_are_judged_the_later_ones_each_on_its_own() {
        SimulatedService large = new SimulatedService(6, 500);
        assertThat(large.live(detector, 1_500).contributions()).hasSize(500);
        Verdict verdict = null;
        for (int window = 0; window < 10; window++) {
            double[] values = large.values();
            for (int metric = 300; metric < 500; metric++) {
                values[metric] *= 5;
            }
            verdict = detector.observe(large.window(values), Learning.NORMAL);
        }
        assertThat(verdict).isNotNull();
        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.contributions().get(310).level()).isEqualTo(Level.ANOMALOUS);
    }

    @Test
    void metrics_beyond_the_limit_are_ignored() {
        SimulatedService tooLarge = new SimulatedService(6, 1_200);
        assertThat(tooLarge.live(detector, 3).contributions()).hasSize(1_000);
    }

    @Test
    void a_name_that_is_there_twice_counts_once() {
        MetricWindow twice = service.window(List.of("a", "b", "a"), 1, 2, 3);
        Verdict verdict = detector.observe(twice, Learning.NORMAL);
        assertThat(verdict.contributions()).extracting(Contribution::observed).containsExactly(1.0, 2.0);
    }

    @Test
    void a_new_metric_is_not_judged_before_it_has_settled() {
        service.live(detector, 300);
        SimulatedService wider = new SimulatedService(3, 6);
        wider.skip(Duration.between(wider.time(), service.time()));
        Verdict first = wider.live(detector, 1);
        Contribution fresh = first.contributions().get(5);
        assertThat(first.anomalous()).isFalse();
        assertThat(fresh.expected()).isNaN();
        assertThat(fresh.direction()).isEqualTo(Direction.NONE);
        assertThat(wider.live(detector, 30).contributions().get(5).expected()).isPositive();
    }

    @Test
    void a_metric_that_vanished_is_no_anomaly_and_is_forgotten_after_the_half_life() {
        Profile.Memory memory = STANDARD.memory();
        Profile forgetful = new Profile("forgetful", 1, STANDARD.kind(), STANDARD.window(), 60, 0.5,
                new Profile.Memory(Duration.ofHours(5), memory.recent(), memory.patience(), memory.gate(),
                        memory.shortTerm(),
                        memory.smoothing()),
                STANDARD.season(), STANDARD.regimes(), STANDARD.scaling(), STANDARD.limits());
        Detector model = Detector.create(forgetful);
        service.live(model, 200);
        int before = model.store().length;
        SimulatedService narrower = new SimulatedService(3, 4);
        narrower.skip(Duration.between(narrower.time(), service.time()));
        assertThat(narrower.live(model, 1).anomalous()).isFalse();
        assertThat(narrower.live(model, 310).isScored()).isTrue();
        assertThat(model.store().length).isLessThan(before);
    }

    @Test
    void a_window_must_be_whole() {
        Instant start = Instant.EPOCH;
        assertThatThrownBy(() -> new MetricWindow(start, start, List.of(), new double[0]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ends at");
        assertThatThrownBy(() -> new MetricWindow(start, start.plusSeconds(1), List.of("a"), new double[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 metric names and 2 values");
    }

    @Test
    void a_profile_names_the_field_that_is_wrong() {
        assertThatThrownBy(() -> Profile.standard(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("window");
        assertThatThrownBy(() -> new Profile.Memory(Duration.ofDays(1), Duration.ofHours(1), Duration.ofDays(1),
                Double.NaN, 0.1, 0.4))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("memory.gate");
    }
}
