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
 * as bursts thin out alike. Alarms of late raise it, so that one burst doesn't take days of budget.
 *
 * <p>
 * A young model is stricter: it hasn't seen most hours of the week, nor what comes once a week, and what it takes for rare
 * often isn't. It asks for {@value #YOUTH} nats (20 times) more, which fade until it is as old as its half-life.
 */
public final class Budget {

    private static final double DAY = 24;
    /** Hours per day in the tail that are assumed before any is counted, and what that weighs in hours. */
    private static final double ASSUMED = 4.8;
    private static final double ASSUMED_WEIGHT = 24;
    /** What {@code h} counts for, by its logarithm. */
    private static final double BURSTINESS = 0.6;
    /** The part of the budget that is aimed at: the rest is for services whose bursts don't thin out alike. */
    private static final double AIM = 0.65;
    /** What the load counts for, by its logarithm, and its half-life in days. */
    private static final double LOAD = 0.8;
    private static final double LOAD_DAYS = 0.05;
    /** Nats that a young model asks for on top, and how fast they fade, in nats per half-life. */
    private static final double YOUTH = 3;
    private static final double GROWING_UP = 5.6;
    /** Up to this many times as frequent as an alarm is elevated. */
    private static final double ELEVATED = 5;

    private final double hoursPerDay;
    private final double grownUpHours;
    private final int windowsPerHour;
    private final double hourForgetting;
    private final double loadForgetting;
    private double inTail;
    private double counted;
    private int window;
    private double weight;
    private boolean touched;
    private double load;
    private boolean alarmed;

    public Budget(Profile profile) {
        this(profile, new StoredBudget(ASSUMED, ASSUMED_WEIGHT, 0, 0, false, 0, false));
    }

    public Budget(Profile profile, StoredBudget stored) {
        this.hoursPerDay = profile.falseAlarmHoursPerDay();
        this.grownUpHours = (double) profile.memory().halfLife().toMillis() / Duration.ofHours(1).toMillis();
        this.windowsPerHour = profile.windows(Duration.ofHours(1));
        this.hourForgetting = Math.min(1, profile.forgetting() * windowsPerHour);
        this.loadForgetting = -Math.expm1(Math.log(0.5) / (LOAD_DAYS * DAY));
        this.inTail = stored.inTail();
        this.counted = stored.counted();
        this.window = stored.window();
        this.weight = stored.weight();
        this.touched = stored.touched();
        this.load = stored.load();
        this.alarmed = stored.alarmed();
    }

    /** {@code -log10 p*}. */
    public double alarmRarity() {
        double burst = BURSTINESS * Math.log(Math.max(inTail, hoursPerDay) / hoursPerDay) - Math.log(AIM);
        return -Math.log10(Tail.SHARE) + (burst + youth() + LOAD * Math.log1p(load / hoursPerDay)) / Math.log(10);
    }

    private double youth() {
        double left = 1 - (counted - ASSUMED_WEIGHT) / grownUpHours;
        return Math.max(0, Math.min(YOUTH, GROWING_UP * left));
    }

    /** How much less rare than an alarm a window is from which it is elevated. */
    public double elevatedBelow() {
        return Math.log10(ELEVATED);
    }

    /** Hours per day expected to have a window of that rarity, as far as bursts thin out alike. */
    public double hoursBeyond(double rarity) {
        return Math.min(DAY, inTail * Math.pow(10, -Math.log10(Tail.SHARE) - rarity));
    }

    /** Counts a window; {@code taught} is the weight of its lesson. */
    public void count(boolean tail, boolean alarm, double taught) {
        touched |= tail;
        alarmed |= alarm;
        weight += taught / windowsPerHour;
        if (++window < windowsPerHour) {
            return;
        }
        counted += 1;
        inTail += weight * Math.max(hourForgetting, 1 / counted) * ((touched ? DAY : 0) - inTail);
        load += loadForgetting * ((alarmed ? DAY : 0) - load);
        window = 0;
        weight = 0;
        touched = false;
        alarmed = false;
    }

    public StoredBudget stored() {
        return new StoredBudget(inTail, counted, window, weight, touched, load, alarmed);
    }
}
