package dev.tocsin.topology.config.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.escalation.calendar.Interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-01-15T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
            // The clock jumps from 02:00 to 03:00: what starts in the gap starts at the jump.
            "Europe/Berlin, 2026-03-29T02:30, 2026-03-29T04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
            // What ends in the gap ends at the jump.
            "Europe/Berlin, 2026-03-29T01:00, 2026-03-29T02:30, 2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z",
            // The night lasts an hour less.
            "Europe/Berlin, 2026-03-28T22:00, 2026-03-29T06:00, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z",
            // The clock shows 02:00 to 03:00 twice: the first start, the last end.
            "Europe/Berlin, 2026-10-25T02:15, 2026-10-25T02:45, 2026-10-25T00:15:00Z, 2026-10-25T01:45:00Z",
            "America/New_York, 2026-03-08T01:30, 2026-03-08T03:30, 2026-03-08T06:30:00Z, 2026-03-08T07:30:00Z",
            "America/New_York, 2026-11-01T00:30, 2026-11-01T01:30, 2026-11-01T04:30:00Z, 2026-11-01T06:30:00Z",
            // Lord Howe moves by half an hour: 02:00 to 02:30 is skipped, 01:30 to 02:00 happens twice.
            "Australia/Lord_Howe, 2026-10-04T02:10, 2026-10-04T03:00, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z",
            "Australia/Lord_Howe, 2026-04-05T01:40, 2026-04-05T01:50, 2026-04-04T14:40:00Z, 2026-04-04T15:20:00Z"})
    void coversEveryInstantAtWhichTheClockShowsATimeWithinIt(String zone, String start, String end, Instant from,
            Instant to) {
        // Given
        Schedule schedule = schedule(zone, start, end, null);

        // When
        List<Interval> occurrences = schedule.occurrences(NOW).sorted();

        // Then
        assertThat(occurrences).containsExactly(new Interval(from, to));
    }

    @Test
    void aWindowWhollyWithinASkippedHourNeverHappens() {
        assertThat(schedule("Europe/Berlin", "2026-03-29T02:10", "2026-03-29T02:50", null)
                .occurrences(NOW).sorted()).isEmpty();
    }

    @Test
    void aWeeklyWindowKeepsItsLocalTimeAcrossTheChange() {
        // Given 22:00 to 06:00 on Saturdays in Berlin, the clock going forward in the night to 2026-03-29
        RecurrenceRule saturdays = RecurrenceRule.weekly(List.of("SA"), LocalDateTime.parse("2026-04-05T00:00"));

        // When
        List<Interval> occurrences = schedule("Europe/Berlin", "2026-03-21T22:00", "2026-03-22T06:00", saturdays)
                .occurrences(NOW).sorted();

        // Then
        assertThat(occurrences).containsExactly(occurrence("2026-03-21T21:00:00Z", "2026-03-22T05:00:00Z"),
                occurrence("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"),
                occurrence("2026-04-04T20:00:00Z", "2026-04-05T04:00:00Z"));
    }

    @Test
    void aRuleOfTheCalendarStandardIsLaidOut() {
        // Given the first Sunday of each month, three times
        RecurrenceRule firstSundays = RecurrenceRule.parse("FREQ=MONTHLY;BYDAY=1SU;COUNT=3", ZoneOffset.UTC);

        // When
        List<Interval> occurrences = schedule("UTC", "2026-02-01T02:00", "2026-02-01T04:00", firstSundays)
                .occurrences(NOW).sorted();

        // Then
        assertThat(occurrences).extracting(Interval::start)
                .containsExactly(Instant.parse("2026-02-01T02:00:00Z"), Instant.parse("2026-03-01T02:00:00Z"),
                        Instant.parse("2026-04-05T02:00:00Z"));
    }

    @Test
    void anOldWeeklyWindowIsLaidOutAroundNow() {
        // Given a window that first happened ten years before
        RecurrenceRule weekly = RecurrenceRule.weekly(List.of("MO"), null);

        // When
        List<Interval> occurrences = schedule("UTC", "2016-01-04T08:00", "2016-01-04T09:00", weekly)
                .occurrences(NOW).sorted();

        // Then
        assertThat(occurrences.getFirst().start()).isEqualTo("2025-01-20T08:00:00Z");
        assertThat(occurrences.getLast().start()).isEqualTo("2036-01-14T08:00:00Z");
        assertThat(occurrences).hasSize(574);
    }

    @Test
    void aDailyWindowOverManyYearsStaysBounded() {
        // Given a day and a half every day: all occurrences overlap
        RecurrenceRule daily = RecurrenceRule.parse("FREQ=DAILY", ZoneOffset.UTC);

        // When
        List<Interval> occurrences = schedule("UTC", "2026-01-01T00:00", "2026-01-02T12:00", daily).occurrences(NOW)
                .sorted();

        // Then
        assertThat(occurrences).containsExactly(occurrence("2026-01-01T00:00:00Z", "2036-01-15T12:00:00Z"));
    }

    @Test
    void theEndOfARuleIsUnderstoodInUniversalAndLocalTimeAndAsADay() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(RecurrenceRule.parse("FREQ=DAILY;UNTIL=20261231T230000Z", berlin).until())
                .isEqualTo("2027-01-01T00:00:00");
        assertThat(RecurrenceRule.parse("FREQ=DAILY;UNTIL=20261231T230000", berlin).until())
                .isEqualTo("2026-12-31T23:00:00");
        assertThat(RecurrenceRule.parse("RRULE:FREQ=DAILY;UNTIL=20261231", berlin).until())
                .isEqualTo("2026-12-31T23:59:59");
    }

    @Test
    void theLastDayOfAnEndIsStillPartOfIt() {
        RecurrenceRule until = RecurrenceRule.parse("FREQ=DAILY;UNTIL=20260203T020000", ZoneOffset.UTC);
        assertThat(schedule("UTC", "2026-02-01T02:00", "2026-02-01T03:00", until).occurrences(NOW).sorted()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=SECONDLY", "FREQ=HOURLY", "BYDAY=MO", "every monday", "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;BYHOUR=3", "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;COUNT=99999999999", "FREQ=MONTHLY;BYDAY=", "FREQ=YEARLY;BYMONTH=13",
            "FREQ=MONTHLY;BYMONTHDAY=99", "FREQ=WEEKLY;WKST=ZZ"})
    void aRuleThatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RecurrenceRule.parse(text, ZoneOffset.UTC));
    }

    @Test
    void aRuleThatNeverHappensEnds() {
        RecurrenceRule never = RecurrenceRule.parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ZoneOffset.UTC);
        assertThat(schedule("UTC", "2026-02-01T02:00", "2026-02-01T03:00", never)
                .occurrences(NOW).sorted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-01-02T00:00, 2026-01-01T00:00, before it starts at 2026-01-02T00:00",
            "2026-01-02T00:00, 2026-01-02T00:00, the moment it starts",
            "2026-01-02T00:00, 2036-01-03T00:00, over 10 years after"})
    void anEndThatIsNoneIsRefused(String start, String end, String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> schedule("UTC", start, end, null))
                .withMessageContaining(reason);
    }

    private static Schedule schedule(String zone, String start, String end, @Nullable RecurrenceRule rule) {
        return new Schedule(ZoneId.of(zone), LocalDateTime.parse(start), LocalDateTime.parse(end), rule);
    }

    private static Interval occurrence(String start, String end) {
        return new Interval(Instant.parse(start), Instant.parse(end));
    }
}
