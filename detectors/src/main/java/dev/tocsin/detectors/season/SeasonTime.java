package dev.tocsin.detectors.season;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * Where in the local day and week a window lies: between the middles of two hours, nearer to one than to the other. Local
 * time, so that nine o'clock stays nine o'clock when the clocks change.
 */
public final class SeasonTime {

    public static final int HOURS_OF_DAY = 24;
    public static final int HOURS_OF_WEEK = 168;

    /** The epoch was on a Thursday; weeks here begin on Monday. */
    private static final long MONDAY = Duration.ofDays(3).toSeconds();
    private static final long HOUR = 3_600;
    private static final long WEEK = HOURS_OF_WEEK * HOUR;

    private final ZoneRules zone;
    private int hour;
    private int next;
    private int hourOfDay;
    private int nextOfDay;
    private double ahead;

    public SeasonTime(ZoneId zone) {
        this.zone = zone.getRules();
    }

    /** Moves to a window's start. */
    public void moveTo(Instant start) {
        long local = start.getEpochSecond() + zone.getOffset(start).getTotalSeconds() + MONDAY;
        long sinceMiddle = Math.floorMod(local - HOUR / 2, WEEK);
        hour = (int) (sinceMiddle / HOUR);
        next = (hour + 1) % HOURS_OF_WEEK;
        hourOfDay = hour % HOURS_OF_DAY;
        nextOfDay = next % HOURS_OF_DAY;
        ahead = (double) (sinceMiddle % HOUR) / HOUR;
    }

    /** The hour of the week, Monday's first being 0, whose middle lies before. */
    public int hour() {
        return hour;
    }

    /** The one whose middle lies after. */
    public int next() {
        return next;
    }

    /** That hour before, of the day. */
    public int hourOfDay() {
        return hourOfDay;
    }

    /** And the hour after. */
    public int nextOfDay() {
        return nextOfDay;
    }

    /** How far towards the next middle, 0 to 1. */
    public double ahead() {
        return ahead;
    }
}
