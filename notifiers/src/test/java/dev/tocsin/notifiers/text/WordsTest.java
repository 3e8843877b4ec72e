package dev.tocsin.notifiers.text;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Seed;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {

    @Test
    void writes_numbers_as_people_read_them() {
        assertThat(Words.number(812.4)).isEqualTo("812.4");
        assertThat(Words.number(0.0431234)).isEqualTo("0.04312");
        assertThat(Words.number(1_234_567.0)).isEqualTo("1235000");
        assertThat(Words.number(-0.0)).isEqualTo("0");
        assertThat(Words.number(1e20)).isEqualTo("1E+20");
        assertThat(Words.number(Double.NaN)).isEqualTo("n/a");
        assertThat(Words.number(null)).isEqualTo("n/a");
    }

    @Test
    void writes_durations_in_two_units() {
        assertThat(Words.duration(Duration.ofSeconds(45))).isEqualTo("45 s");
        assertThat(Words.duration(Duration.ofSeconds(3_665))).isEqualTo("1 h 1 min");
        assertThat(Words.duration(Duration.ofHours(51))).isEqualTo("2 d 3 h");
        assertThat(Words.duration(Duration.ofMillis(3))).isEqualTo("0 s");
    }

    @Test
    void cuts_any_text_within_its_limit_and_well_formed() {
        Seed.each(500, random -> {
            // Given
            String text = Notifications.text(random, 200);
            int max = 1 + random.nextInt(300);
            // When
            String cut = Cut.line(text, max);
            // Then
            assertThat(cut.length()).isLessThanOrEqualTo(max);
            assertThat(cut).doesNotContain("\n", "\u0000");
            assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(cut);
        });
    }
}
