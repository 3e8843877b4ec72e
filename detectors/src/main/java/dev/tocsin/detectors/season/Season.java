package dev.tocsin.detectors.season;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.stored.StoredModel.StoredSeason;

import static dev.tocsin.detectors.season.SeasonTime.HOURS_OF_DAY;
import static dev.tocsin.detectors.season.SeasonTime.HOURS_OF_WEEK;

/**
 * What the hour of the day, and beyond it the hour of the week, adds to one metric's level.
 *
 * <p>
 * Both are profiles of exponentially weighted means, read between the middles of two hours. Each is used as far as it has
 * shown to predict: {@code min(1, 2 (1 - e' / e))}, where {@code e'} and {@code e} are the mean squared errors, made
 * before learning, with and without it. A metric without a season thus has none, and a profile of a few days isn't
 * believed before it has been right.
 *
 * <p>
 * The week begins to be learned when the first day is known. Before, its hours would take that day for a difference
 * between days, and expect it twice a week later.
 */
public final class Season {

    private static final double BELIEF = 2;
    private static final double HALF_HOURS = 0.5;
    /** Values are kept in sigmas of when the metric settled; a sigma that many times that starts a new measure. */
    private static final double MOST_SIGMAS = 1e4;
    /** Of the visits to an hour, the k-th counts k: the first ones were measured while the level was being learned. */
    private static final double LATER_COUNT_MORE = 2;

    private final double dayForgetting;
    private final double weekForgetting;
    private final double windowsPerHour;
    private final boolean weekly;
    private double unit;
    private final float[] day;
    private final float[] week;
    private double plainError;
    private double dayError;
    private double weekError;
    private double learned;
    private double dayMean;
    private double weekMean;

    public Season(Profile profile, StoredSeason stored) {
        this.windowsPerHour = Math.max(1, profile.windows(java.time.Duration.ofHours(1)));
        this.dayForgetting = profile.forgetting(profile.season().halfLife()) * HOURS_OF_DAY * HALF_HOURS;
        this.weekForgetting = profile.forgetting(profile.season().halfLife()) * HOURS_OF_WEEK * HALF_HOURS;
        this.weekly = profile.season().weekly();
        this.unit = stored.unit();
        this.day = stored.day().length == HOURS_OF_DAY ? stored.day().clone() : new float[HOURS_OF_DAY];
        this.week = !weekly
                ? new float[0]
                : stored.week().length == HOURS_OF_WEEK ? stored.week().clone() : new float[HOURS_OF_WEEK];
        this.plainError = stored.plainError();
        this.dayError = stored.dayError();
        this.weekError = stored.weekError();
        this.learned = stored.learned();
        this.dayMean = mean(day);
        this.weekMean = mean(week);
    }

    private static double mean(float[] profile) {
        double sum = 0;
        for (float hour : profile) {
            sum += hour;
        }
        return profile.length == 0 ? 0 : sum / profile.length;
    }

    /** What the time adds to the level, in the metric's own unit. */
    public double at(SeasonTime time) {
        double added = belief(dayError, plainError) * ofDay(time);
        if (weekly) {
            added += belief(weekError, dayError) * ofWeek(time);
        }
        return added * unit;
    }

    /** What it adds on average: no season, but a level that the hours learned sooner than the level did. */
    public double mean() {
        return (belief(dayError, plainError) * dayMean + belief(weekError, dayError) * weekMean) * unit;
    }

    private static double belief(double with, double without) {
        return without > 0 ? Math.max(0, Math.min(1, BELIEF * (1 - with / without))) : 0;
    }

    private double ofDay(SeasonTime time) {
        return (1 - time.ahead()) * day[time.hourOfDay()] + time.ahead() * day[time.nextOfDay()];
    }

    private double ofWeek(SeasonTime time) {
        return (1 - time.ahead()) * week[time.hour()] + time.ahead() * week[time.next()];
    }

    /**
     * Learns what was left of a value above its level.
     *
     * @param off value less level
     * @param bound beyond which an error counts no more, in the metric's unit
     * @param rate share of a running average that the window replaces
     */
    public void learn(double off, double sigma, double bound, double rate, Lesson lesson, SeasonTime time) {
        measure(sigma);
        double most = bound / unit;
        double plain = cut(off / unit, most);
        double beyondDay = off / unit - ofDay(time);
        double dayLeft = cut(beyondDay, most);
        plainError += rate * (plain * plain - plainError);
        dayError += rate * (dayLeft * dayLeft - dayError);
        learned += lesson.weight();
        if (weekly && learned > HOURS_OF_DAY * windowsPerHour) {
            double weekLeft = cut(beyondDay - ofWeek(time), most);
            weekError += rate * (weekLeft * weekLeft - weekError);
            double step = weekLeft * lesson.weight() * Math.max(weekForgetting, gain(HOURS_OF_WEEK));
            weekMean += follow(week, time.hour(), time.next(), time.ahead(), step);
        } else {
            weekError = dayError;
        }
        double step = dayLeft * lesson.weight() * Math.max(dayForgetting, gain(HOURS_OF_DAY));
        dayMean += follow(day, time.hourOfDay(), time.nextOfDay(), time.ahead(), step);
    }

    /** A young profile's share of what is new, where each hour comes once in so many. */
    private double gain(int hours) {
        return LATER_COUNT_MORE / (learned / hours + LATER_COUNT_MORE * windowsPerHour);
    }

    /** Moves two hours by a step in all; how far the profile's mean has moved. */
    private static double follow(float[] profile, int hour, int next, double ahead, double step) {
        double before = (double) profile[hour] + profile[next];
        profile[hour] += (float) ((1 - ahead) * step);
        profile[next] += (float) (ahead * step);
        return ((double) profile[hour] + profile[next] - before) / profile.length;
    }

    private static double cut(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }

    private void measure(double sigma) {
        if (unit > 0 && sigma < MOST_SIGMAS * unit) {
            return;
        }
        double shrink = unit / sigma;
        for (int hour = 0; hour < day.length; hour++) {
            day[hour] *= (float) shrink;
        }
        for (int hour = 0; hour < week.length; hour++) {
            week[hour] *= (float) shrink;
        }
        dayMean *= shrink;
        weekMean *= shrink;
        plainError *= shrink * shrink;
        dayError *= shrink * shrink;
        weekError *= shrink * shrink;
        unit = sigma;
    }

    /** The metric is told in another unit, of which the old one has {@code ratio}. */
    public void rescale(double ratio) {
        unit *= ratio;
    }

    public StoredSeason stored() {
        return new StoredSeason(unit, day.clone(), week.clone(), plainError, dayError, weekError, learned);
    }
}
