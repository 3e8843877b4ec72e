package dev.tocsin.detectors.calibration;

import java.time.Duration;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.stored.StoredModel.StoredBudget;

/**
 * The decision: how rare a window must be so that alarms keep to a budget of hours per day.
 *
 * <p>
 * Windows of one burst fall into one hour, so a share of windows says little of hours. The hours per day that reach the
 * tail are counted as they are ({@code h}, with the tail's own share of windows beyond it, 2 %), and the tail model
 * takes it from there: {@code p* = 0.02 · budget / h} is the probability at which hours per day meet the budget, as far
 * as bursts thin out alike.
 */
public final class Budget {

    private static final double DAY = 24;
    /** Hours per day in the tail that are assumed before any is counted, and what that weighs in hours. */
    private static final double ASSUMED = 4.8;
    private static final double ASSUMED_WEIGHT = 24;
    /** Up to this many times as frequent as an alarm is elevated. */
    private static final double ELEVATED = 5;

    private final double hoursPerDay;
    private final int windowsPerHour;
    private final double hourForgetting;
    private double inTail;
    private double counted;
    private int window;
    private double weight;
    private boolean touched;

    public Budget(Profile profile) {
        this(profile, new StoredBudget(ASSUMED, ASSUMED_WEIGHT, 0, 0, false));
    }

    public Budget(Profile profile, StoredBudget stored) {
        this.hoursPerDay = profile.falseAlarmHoursPerDay();
        this.windowsPerHour = profile.windows(Duration.ofHours(1));
        this.hourForgetting = Math.min(1, profile.forgetting() * windowsPerHour);
        this.inTail = stored.inTail();
        this.counted = stored.counted();
        this.window = stored.window();
        this.weight = stored.weight();
        this.touched = stored.touched();
    }

    /** {@code -log10 p*}. */
    public double alarmRarity() {
        return -Math.log10(Tail.SHARE * hoursPerDay / Math.max(inTail, hoursPerDay));
    }

    /** The rarity from which a window is elevated. */
    public double elevatedRarity() {
        return alarmRarity() - Math.log10(ELEVATED);
    }

    /** Counts a window; {@code taught} is the weight of its lesson. */
    public void count(boolean tail, double taught) {
        touched |= tail;
        weight += taught / windowsPerHour;
        if (++window < windowsPerHour) {
            return;
        }
        counted += 1;
        inTail += weight * Math.max(hourForgetting, 1 / counted) * ((touched ? DAY : 0) - inTail);
        window = 0;
        weight = 0;
        touched = false;
    }

    public StoredBudget stored() {
        return new StoredBudget(inTail, counted, window, weight, touched);
    }
}
