package dev.tocsin.topology.config.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * The clock on the wall of a zone, on whose nights of change some local times happen twice and some never. A window
 * covers every instant at which that clock shows a time within it: an ambiguous start is the first of the two, an
 * ambiguous end the last, and one that is skipped falls on the moment of the change.
 */
record WallClock(ZoneId zone) {

    /** The first instant at which the clock shows this time or, where it is skipped, a later one. */
    Instant firstShowing(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone).toInstant();
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }

    /** The last instant at which the clock shows this time or, where it is skipped, the moment it jumps over it. */
    Instant lastShowing(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone).toInstant();
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetAfter());
    }
}
