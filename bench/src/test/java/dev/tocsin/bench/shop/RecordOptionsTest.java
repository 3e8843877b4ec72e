package dev.tocsin.bench.shop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RecordOptionsTest {

    @Test
    void minutesScaleTheDefaultTimeline() {
        // When
        RecordOptions options = RecordOptions.parse("--minutes", "26", "--again", "--out", "here", "--seed", "9");
        // Then
        assertThat(options.timeline().length()).isEqualTo(Duration.ofMinutes(26));
        assertThat(options.out()).isEqualTo(Path.of("here"));
        assertThat(options.seed()).isEqualTo(9);
        assertThat(options.again()).isTrue();
        assertThat(options.help()).isFalse();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> RecordOptions.parse("--fast", "1"))
                .withMessageContaining("--fast");
        assertThatIllegalArgumentException().isThrownBy(() -> RecordOptions.parse("--out"))
                .withMessageContaining("--out");
        assertThatIllegalArgumentException().isThrownBy(() -> RecordOptions.parse("--cpu-budget", "lots"))
                .withMessageContaining("not a number: lots");
        assertThatIllegalArgumentException().isThrownBy(() -> RecordOptions.parse("--cpu-budget", "NaN"))
                .withMessageContaining("--cpu-budget");
    }

    @Test
    void arrivalsComeAtTheirRate() {
        // Given
        Arrivals arrivals = new Arrivals(45, 0.12, 1_320);
        var random = new SplittableRandom(1);
        // When
        int count = 0;
        for (double t = 0; t < 1_320; t += arrivals.gap(t, 2, random)) {
            count++;
        }
        // Then a full swing averages to the base, within four standard deviations of a Poisson count
        double expected = 2 * 45 * 1_320;
        assertThat((double) count).isBetween(expected - 4 * Math.sqrt(expected), expected + 4 * Math.sqrt(expected));
        assertThat(arrivals.rate(330)).isEqualTo(45 * 1.12);
    }
}
