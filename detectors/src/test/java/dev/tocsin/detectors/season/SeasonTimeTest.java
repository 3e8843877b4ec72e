package dev.tocsin.detectors.season;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SeasonTimeTest {

    private static final int MONDAY_NINE = 9;

    private final SeasonTime time = new SeasonTime(ZoneId.of("Europe/Berlin"));

    @Test
    void nine_o_clock_on_a_monday_is_the_same_place_before_and_after_the_clocks_change() {
        // Given the Mondays before and after 29 March 2026, on which Berlin goes to summer time
        time.moveTo(Instant.parse("2026-03-23T08:30:00Z"));
        assertThat(time.hour()).isEqualTo(MONDAY_NINE);
        time.moveTo(Instant.parse("2026-03-30T07:30:00Z"));
        assertThat(time.hour()).isEqualTo(MONDAY_NINE);
        assertThat(time.ahead()).isZero();
    }

    @Test
    void lies_between_the_middles_of_two_hours() {
        time.moveTo(Instant.parse("2026-03-23T08:45:00Z"));
        assertThat(time.hour()).isEqualTo(MONDAY_NINE);
        assertThat(time.next()).isEqualTo(MONDAY_NINE + 1);
        assertThat(time.ahead()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void the_week_ends_where_it_begins() {
        // Given Sunday 23:45 and Monday 00:10 in Berlin
        time.moveTo(Instant.parse("2026-03-22T22:45:00Z"));
        assertThat(time.hour()).isEqualTo(167);
        assertThat(time.next()).isZero();
        time.moveTo(Instant.parse("2026-03-22T23:10:00Z"));
        assertThat(time.hour()).isEqualTo(167);
    }
}
