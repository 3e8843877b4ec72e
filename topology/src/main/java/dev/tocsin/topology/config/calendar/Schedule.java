package dev.tocsin.topology.config.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.calendar.Interval;
import dev.tocsin.escalation.calendar.Intervals;

/**
 * When something planned happens: from a local start to a local end in a zone, once or again and again.
 *
 * @param rule how it happens again, null for once
 * @throws IllegalArgumentException if it ends before it starts, or lasts longer than {@link #HORIZON}
 */
public record Schedule(ZoneId zone, LocalDateTime start, LocalDateTime end, @Nullable RecurrenceRule rule) {

    /** How far ahead a recurrence is laid out; something planned further ahead is said again before. */
    public static final Period HORIZON = Period.ofYears(10);

    /** How far back it is laid out, so that yesterday's records are judged by yesterday's calendar. */
    public static final Period HINDSIGHT = Period.ofYears(1);

    /** The most occurrences that are laid out. */
    public static final int MAX_OCCURRENCES = 20_000;

    public Schedule {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("ends at " + end + (end.equals(start)
                    ? ", the moment it starts"
                    : ", before it starts at " + start));
        }
        if (end.isAfter(start.plus(HORIZON))) {
            throw new IllegalArgumentException("ends at " + end + ", over 10 years after it starts at " + start);
        }
    }

    /** The times it happens, overlapping ones joined; a recurrence only from a year before now to ten after. */
    public Intervals occurrences(Instant now) {
        WallClock clock = new WallClock(zone);
        Duration length = Duration.between(start, end);
        List<Interval> times = new ArrayList<>();
        for (LocalDateTime begin : starts(now)) {
            Instant from = clock.firstShowing(begin);
            Instant to = clock.lastShowing(begin.plus(length));
            if (from.isBefore(to)) {
                times.add(new Interval(from, to));
            }
        }
        return new Intervals(times);
    }

    private List<LocalDateTime> starts(Instant now) {
        if (rule == null) {
            return List.of(start);
        }
        LocalDateTime today = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        return rule.starts(start, today.minus(HINDSIGHT), today.plus(HORIZON), MAX_OCCURRENCES);
    }
}
