package dev.tocsin.detectors.ensemble;

import java.time.Duration;

import dev.tocsin.detectors.Level;

/**
 * What a model outside says of a window, by its p-value, beside what ours says.
 *
 * <p>
 * As members within an ensemble, both become one p-value by the harmonic mean (Wilson, The harmonic mean p-value for
 * combining dependent tests, PNAS 116(4), 2019). The decision is Bonferroni's: each of the two alarms by its own half of
 * the budget, so that together they keep to the whole.
 */
public final class SecondOpinion {

    private static final double DAY_HOURS = 24;
    /** Up to this many times as frequent as an alarm is elevated. */
    private static final double ELEVATED = 5;

    private SecondOpinion() {}

    /**
     * Two opinions as one.
     *
     * @param score {@code -log10(pValue)}
     * @param ownPart how much of it comes from our own opinion, 0 to 1
     */
    public record Joined(double score, double pValue, double ownPart, Level level) {}

    /**
     * How unusual a p-value is under a budget, as if every alarm fell into an hour of its own: a window of length
     * {@code w ≤ 1 h} is anomalous up to {@code p = budget · w / 24 h}.
     *
     * @param pValue above 0, at most 1
     * @param hoursPerDay hours with a false alarm that it may have per day
     */
    public static Level level(double pValue, double hoursPerDay, Duration window) {
        double hours = Math.min(1, window.toMillis() / (double) Duration.ofHours(1).toMillis());
        double alarm = hoursPerDay * hours / DAY_HOURS;
        if (pValue <= alarm) {
            return Level.ANOMALOUS;
        }
        return pValue <= ELEVATED * alarm ? Level.ELEVATED : Level.NORMAL;
    }

    /**
     * Both opinions of a window.
     *
     * @param own our p-value, NaN where we have none: then the other stands alone
     * @param other above 0, at most 1
     */
    public static Joined join(double own, Level ownLevel, double other, Level otherLevel) {
        Level level = ownLevel.compareTo(otherLevel) >= 0 ? ownLevel : otherLevel;
        if (Double.isNaN(own)) {
            return new Joined(score(other), other, 0, level);
        }
        double ours = 1 / Math.max(own, Double.MIN_NORMAL);
        double theirs = 1 / Math.max(other, Double.MIN_NORMAL);
        double joint = 2 / (ours + theirs);
        return new Joined(score(joint), joint, ours / (ours + theirs), level);
    }

    private static double score(double pValue) {
        return 0.0 - Math.log10(pValue);
    }
}
