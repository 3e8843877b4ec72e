package dev.tocsin.notifiers.http;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    @Test
    void reads_seconds_and_dates_and_believes_no_nonsense() {
        String date = "Sun, 01 Mar 2026 12:00:00 GMT";
        assertThat(RetryAfter.parse("30", null)).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("0.4", null)).isEqualTo(Duration.ofMillis(400));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 12:01:30 GMT", date)).isEqualTo(Duration.ofSeconds(90));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 11:00:00 GMT", date)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.parse("-5", null)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.parse("99999999999", null)).isEqualTo(RetryAfter.MAX);
        assertThat(RetryAfter.parse("NaN", null)).isNull();
        assertThat(RetryAfter.parse("soon", date)).isNull();
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 12:01:30 GMT", null)).isNull();
        assertThat(RetryAfter.parse(null, date)).isNull();
    }
}
