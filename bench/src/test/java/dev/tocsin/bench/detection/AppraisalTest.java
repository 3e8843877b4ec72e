package dev.tocsin.bench.detection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.bench.detection.LabelledServer.Cause;
import dev.tocsin.bench.figures.Median;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The expected figures are those of {@code evaluate_detection.py}, the evaluator all rates of this kind refer to. */
class AppraisalTest {

    private final List<String[]> lines = lines();

    @Test
    void agrees_with_the_reference_evaluator_on_minutes() {
        Appraisal said = Appraisal.of(server(Duration.ofMinutes(1), List.of()), scores());
        assertThat(said.ap()).isCloseTo(0.82814, within(5e-4));
        assertThat(said.vusPr()).isCloseTo(0.82018, within(5e-4));
        assertThat(said.delays()).hasSize(4);
        assertThat(said.events()).isEqualTo(5);
        assertThat(said.falseHours()).isEqualTo(4);
        assertThat(said.falseHours() / said.days()).isCloseTo(8.22857, within(5e-4));
        assertThat(Median.of(Arrays.stream(said.delays()).asDoubleStream().toArray())).isZero();
    }

    @Test
    void agrees_with_the_reference_evaluator_on_five_minutes() {
        Appraisal said = Appraisal.of(server(Duration.ofMinutes(5), List.of()), scores());
        assertThat(said.vusPr()).isCloseTo(0.79598, within(5e-4));
        assertThat(said.falseHours()).isEqualTo(5);
        assertThat(said.days()).isCloseTo(2.43056, within(5e-4));
    }

    @Test
    void alarms_without_a_label_in_sight_are_counted_in_started_hours() {
        LabelledServer server = server(Duration.ofMinutes(5), List.of());
        boolean[] alarms = new boolean[100];
        // Given one alarm of 13 rows, two of one row that are one row apart
        Arrays.fill(alarms, 10, 23, true);
        alarms[50] = true;
        alarms[52] = true;
        // When, Then
        assertThat(Appraisal.quietHours(server, alarms)).isEqualTo(3);
    }

    @Test
    void an_event_is_attributed_by_the_top_of_its_highest_row() {
        Scores scores = scores();
        int worst = 60;
        for (int row = 60; row < 72; row++) {
            worst = scores.score()[row] > scores.score()[worst] ? row : worst;
        }
        scores.top()[worst] = new int[]{4, 7};
        Appraisal said = Appraisal.of(
                server(Duration.ofMinutes(1), List.of(new Cause(60, 71, List.of(7)), new Cause(400, 469, List.of(1)))),
                scores);
        assertThat(said.attributed()).isEqualTo(1);
        assertThat(said.causes()).isEqualTo(2);
    }

    @Test
    void an_events_onset_is_when_one_of_its_own_metrics_is_elevated() {
        // Given another metric from the start, its own three rows later, and an event in which nothing is
        Scores scores = scores();
        scores.elevated()[60] = new int[]{4};
        scores.elevated()[63] = new int[]{4, 7};
        scores.elevated()[64] = new int[]{7};
        // When
        Appraisal said = Appraisal.of(
                server(Duration.ofMinutes(1), List.of(new Cause(60, 71, List.of(7)), new Cause(400, 469, List.of(1)))),
                scores);
        // Then
        assertThat(said.onsets()).containsExactly(3);
    }

    private LabelledServer server(Duration step, List<Cause> causes) {
        boolean[] label = new boolean[lines.size()];
        for (int row = 0; row < label.length; row++) {
            label[row] = lines.get(row)[2].equals("1");
        }
        return new LabelledServer("set", "server", step, List.of(), new double[0][], new double[label.length][], label,
                causes);
    }

    private Scores scores() {
        Scores scores = Scores.of(lines.size());
        for (int row = 0; row < lines.size(); row++) {
            String[] fields = lines.get(row);
            scores.score()[row] = fields[0].isEmpty() ? Double.NaN : Double.parseDouble(fields[0]);
            scores.anomalous()[row] = Boolean.parseBoolean(fields[1]);
        }
        return scores;
    }

    private static List<String[]> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                AppraisalTest.class.getResourceAsStream("judged.csv"), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
