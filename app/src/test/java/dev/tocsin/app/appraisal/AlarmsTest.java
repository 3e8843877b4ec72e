package dev.tocsin.app.appraisal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.app.appraisal.Runs.Run;

import static org.assertj.core.api.Assertions.assertThat;

/** Figures counted by hand, as {@code evaluate_detection.py} counts them. */
class AlarmsTest {

    @Test
    void alarmsNearAnEventAreOfItAndTheOthersCountInStartedHours() {
        // Given two days of minutes, an event that is hit in its third row, one that is missed,
        boolean[] alarms = new boolean[2_880];
        alarms[102] = true;
        // an alarm nine rows behind the first event, one of 61 rows, and two of one row that are nine apart
        alarms[129] = true;
        Arrays.fill(alarms, 1_000, 1_061, true);
        alarms[2_000] = true;
        alarms[2_010] = true;
        // When
        Alarms judged = new Alarms(alarms, List.of(new Run(100, 120), new Run(500, 510)), Duration.ofMinutes(1));
        // Then
        assertThat(judged.delays()).containsExactly(2);
        assertThat(judged.delay(new Run(500, 510))).isEqualTo(-1);
        assertThat(judged.falseAlarms()).containsExactly(new Run(1_000, 1_060), new Run(2_000, 2_010));
        assertThat(judged.falseHours()).isEqualTo(3);
        assertThat(judged.days()).isEqualTo(2);
    }

    @Test
    void windowsOfFiveMinutesHaveTwelveToAnHourAndTwoBetweenAlarms() {
        boolean[] alarms = new boolean[288];
        Arrays.fill(alarms, 50, 63, true);
        alarms[100] = true;
        alarms[102] = true;
        alarms[105] = true;

        Alarms judged = new Alarms(alarms, List.of(), Duration.ofMinutes(5));

        assertThat(judged.falseAlarms()).containsExactly(new Run(50, 62), new Run(100, 102), new Run(105, 105));
        assertThat(judged.falseHours()).isEqualTo(4);
        assertThat(judged.widestBuffer()).isEqualTo(20);
    }

    @Test
    void aPerfectOrderOfScoresIsOneAndTiesAreSharedOut() {
        boolean[] label = {false, true, true, false};

        assertThat(new PrecisionRecall(label, new double[]{1, 4, 3, Double.NaN}).average()).isEqualTo(1);
        assertThat(new PrecisionRecall(label, new double[]{1, 1, 1, 1}).average()).isEqualTo(0.5);
    }
}
