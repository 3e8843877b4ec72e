package dev.tocsin.notifiers.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DigestPlanTest {

    /** 2026-11-27 is a Friday; clocks in Berlin go back on 2026-10-25. */
    @ParameterizedTest
    @CsvSource({"2026-11-27T08:00:00Z,2026-11-27T08:00:00Z", "2026-11-27T07:59:59Z,2026-11-26T16:00:00Z",
            "2026-11-27T20:00:00Z,2026-11-27T16:00:00Z", "2026-11-29T12:00:00Z,2026-11-27T16:00:00Z",
            "2026-10-26T07:59:00Z,2026-10-23T15:00:00Z", "2026-10-26T08:00:00Z,2026-10-26T08:00:00Z"})
    void is_due_by_the_clock_on_the_wall(Instant now, Instant due) {
        DigestPlan plan = new DigestPlan("morning", "chat", null, List.of(LocalTime.of(17, 0), LocalTime.of(9, 0)),
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), ZoneId.of("Europe/Berlin"));

        assertThat(plan.lastDue(now)).isEqualTo(due);
    }
}
