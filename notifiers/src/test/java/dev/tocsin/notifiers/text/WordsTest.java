package dev.tocsin.notifiers.text;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Seed;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Tier;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {

    @Test
    void names_what_keeps_an_incident_quiet() {
        assertThat(Words.cap("observe")).isEqualTo("observe mode");
        assertThat(Words.cap("covered by cascade/prod/checkout/1")).isEqualTo("covered by cascade/prod/checkout/1");
        assertThat(Words.cap("CalendarWindow/*/sale@3f")).isEqualTo("calendar window sale");
        assertThat(Words.cap("SuppressionRule/prod/batch@3f")).isEqualTo("suppression rule prod/batch");
        assertThat(Words.kept(Tier.digest, "observe", Tier.page))
                .isEqualTo("kept at digest: observe mode; would be page");
        assertThat(Words.kept(Tier.page, null, Tier.page)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod/checkout: latency, since 12:00 UTC", "latency, since 12:00 UTC",
            "prod/checkout: clearing: latency, since 12:00 UTC",
            "prod/checkout: resolved after 4 min: latency, since 12:00 UTC"})
    void says_what_happens_without_what_a_card_says_already(String summary) {
        // Given
        Notification notification = Notifications.page("i/1", 1);
        notification.setSummary(summary);
        // Then
        assertThat(Words.happening(notification)).isEqualTo("latency, since 12:00 UTC");
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
