package dev.tocsin.escalation.route;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Hours of the week by the wall clock of a zone. Where {@code to} isn't after {@code from} they end on the next day; the
 * day is that on which they begin.
 *
 * @param days at least one
 * @param from included
 * @param to excluded
 */
public record Hours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    public Hours {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("hours from " + from + " to " + to + " are on no day");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    public boolean cover(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek day = local.getDayOfWeek();
        boolean begun = !time.isBefore(from);
        if (from.isBefore(to)) {
            return begun && time.isBefore(to) && days.contains(day);
        }
        return begun && days.contains(day) || time.isBefore(to) && days.contains(day.minus(1));
    }

    /** Whether these hold whenever the others do, as far as can be seen without laying them out. */
    boolean cover(Hours other) {
        return zone.equals(other.zone) && days.containsAll(other.days)
                && (equalTimes(other) || from.isBefore(to) && other.from.isBefore(other.to)
                        && !other.from.isBefore(from) && !other.to.isAfter(to));
    }

    private boolean equalTimes(Hours other) {
        return from.equals(other.from) && to.equals(other.to);
    }
}
