package dev.tocsin.escalation.route;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** 2026-11-27 is a Friday. */
    @ParameterizedTest
    @CsvSource({"2026-11-27T09:00,true", "2026-11-27T08:59:59,false", "2026-11-27T16:59:59,true",
            "2026-11-27T17:00,false", "2026-11-28T12:00,false"})
    void officeHoursHoldOnTheirDays(String local, boolean cover) {
        Hours office = new Hours(BERLIN, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0),
                LocalTime.of(17, 0));

        assertThat(office.cover(berlin(local))).isEqualTo(cover);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-27T22:00,true", "2026-11-28T05:59,true", "2026-11-28T06:00,false", "2026-11-28T22:00,false",
            "2026-11-27T05:00,false"})
    void aNightBelongsToTheDayOnWhichItBegins(String local, boolean cover) {
        Hours fridayNight = new Hours(BERLIN, Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));

        assertThat(fridayNight.cover(berlin(local))).isEqualTo(cover);
    }

    @Test
    void aDayFromMidnightToMidnightIsWhole() {
        Hours saturday = new Hours(BERLIN, Set.of(DayOfWeek.SATURDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

        assertThat(saturday.cover(berlin("2026-11-28T00:00"))).isTrue();
        assertThat(saturday.cover(berlin("2026-11-28T23:59:59"))).isTrue();
        assertThat(saturday.cover(berlin("2026-11-29T00:00"))).isFalse();
    }

    /** Clocks go back on 2026-10-25 at 03:00: the hour from 02:00 comes twice. */
    @Test
    void bothShowingsOfAnHourThatComesTwiceAreCovered() {
        Hours early = new Hours(BERLIN, EnumSet.allOf(DayOfWeek.class), LocalTime.of(2, 0), LocalTime.of(3, 0));

        assertThat(early.cover(Instant.parse("2026-10-25T00:30:00Z"))).isTrue();
        assertThat(early.cover(Instant.parse("2026-10-25T01:30:00Z"))).isTrue();
        assertThat(early.cover(Instant.parse("2026-10-25T02:30:00Z"))).isFalse();
    }

    @Test
    void hoursOnNoDayAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hours(BERLIN, Set.of(), LocalTime.NOON, LocalTime.MIDNIGHT))
                .withMessageContaining("on no day");
    }

    private static Instant berlin(String local) {
        return ZonedDateTime.of(java.time.LocalDateTime.parse(local), BERLIN).toInstant();
    }
}
