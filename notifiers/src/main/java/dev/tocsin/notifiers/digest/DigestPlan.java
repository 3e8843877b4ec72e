package dev.tocsin.notifiers.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.suppression.Glob;

/**
 * A digest that somebody is sent at set times, as one message.
 *
 * @param to name of the receiver
 * @param team whose services it is about; null for all
 * @param times of day by the wall clock of the zone, at least one
 * @param days at least one
 */
public record DigestPlan(String name, String to, @Nullable Glob team, List<LocalTime> times, Set<DayOfWeek> days,
        ZoneId zone) {

    private static final int WEEK = 7;

    public DigestPlan {
        times = times.stream().sorted().distinct().toList();
        if (times.isEmpty() || days.isEmpty()) {
            throw new IllegalArgumentException("digest " + name + " is at no time");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** The newest time at which it was due. */
    Instant lastDue(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int back = 0; back <= WEEK; back++) {
            LocalDate day = today.minusDays(back);
            if (days.contains(day.getDayOfWeek())) {
                for (LocalTime time : times.reversed()) {
                    Instant due = day.atTime(time).atZone(zone).toInstant();
                    if (!due.isAfter(now)) {
                        return due;
                    }
                }
            }
        }
        throw new IllegalStateException("digest " + name + " was not due in a week");
    }

    boolean concerns(@Nullable String owner) {
        return team == null || owner != null && team.matches(owner);
    }
}
