package dev.tocsin.detectors.scaling;

import java.util.Arrays;

import dev.tocsin.detectors.Contribution;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.life.DriftWatch;
import dev.tocsin.detectors.season.Season;
import dev.tocsin.detectors.season.SeasonTime;
import dev.tocsin.detectors.stored.StoredModel.StoredScale;
import dev.tocsin.detectors.stored.StoredModel.StoredSeason;

/**
 * Location and robust sigma of one metric, learned as it streams.
 *
 * <p>
 * The first {@value #SETTLING} values give median and MAD; from then on both are exponentially weighted averages of
 * deviations winsorised at the profile's bound (Huber's psi; Maronna, Martin and Yohai, Robust Statistics, 2006, ch. 2).
 * Sigma has two floors, so that a constant or quantised metric doesn't make each of its steps an alarm: a share of the
 * widest swing seen, and a thousandth of the location. Nothing here depends on the metric's unit.
 */
public final class MetricScale {

    /** Values of a metric before it has a deviation. */
    public static final int SETTLING = 16;

    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double LEAST_RELATIVE_SIGMA = 1e-3;
    /** A settled swing counts up to this many sigmas: one wild value among the first must not blind the metric. */
    private static final double WIDEST_SETTLED_SWING = 20;
    /** The swing is forgotten this many times slower than the rest. */
    private static final double SWING_PACE = 0.2;
    /** Sigmas beyond which a value that is normal now moves the level at once. */
    private static final double FAR = 2;
    private static final double OTHER_UNIT = 10;

    private final double winsor;
    private final double sigmaFloor;
    private final double forgetting;
    private final Season season;
    private final double[] first;
    private double location;
    private double variance;
    private double swing;
    private double learned;
    private int seen;
    private long absent;

    public MetricScale(Profile profile) {
        this(profile, new StoredScale(0, 0, 0, 0, 0, 0, new double[0]), StoredSeason.NONE);
    }

    public MetricScale(Profile profile, StoredScale stored, StoredSeason season) {
        this.season = new Season(profile, season);
        this.winsor = profile.scaling().winsor();
        this.sigmaFloor = profile.scaling().sigmaFloor();
        this.forgetting = profile.forgetting();
        this.location = stored.location();
        this.variance = stored.variance();
        this.swing = stored.swing();
        this.learned = stored.learned();
        this.seen = stored.seen();
        this.absent = stored.absent();
        this.first = seen < SETTLING ? Arrays.copyOf(stored.first(), SETTLING) : new double[0];
    }

    public boolean settled() {
        return seen >= SETTLING;
    }

    /** What is expected at a time: the level, and what the season adds to it. */
    public double expected(SeasonTime time) {
        return location + season.at(time);
    }

    /** What is known apart from the season. */
    public DriftWatch.Known known() {
        return new DriftWatch.Known(location + season.mean(), sigma(), learned);
    }

    /** A value less what tells its time from others. */
    public double level(double value, SeasonTime time) {
        return value - season.at(time) + season.mean();
    }

    public double sigma() {
        double floor = Math.max(sigmaFloor * swing, LEAST_RELATIVE_SIGMA * Math.abs(location));
        return Math.max(Math.sqrt(variance), Math.max(floor, Double.MIN_NORMAL));
    }

    /** Signed distance from what is expected in sigmas, finite; NaN until settled. */
    public double deviation(double value, SeasonTime time) {
        if (!settled()) {
            return Double.NaN;
        }
        double sigmas = (value - expected(time)) / sigma();
        return Math.max(-Contribution.WIDEST, Math.min(Contribution.WIDEST, sigmas));
    }

    public void learn(double value, Lesson lesson, SeasonTime time) {
        absent = 0;
        if (settled()) {
            follow(value, lesson, time);
        } else if (lesson.weight() > 0) {
            first[seen++] = value;
            if (settled()) {
                settle();
            }
        }
    }

    /**
     * Takes the value for usual at once, where it is far from what is expected: for another unit, in which all that is
     * known still holds, if it is {@value #OTHER_UNIT} times more or less, else for another level.
     */
    public void recentre(double value, SeasonTime time) {
        if (!(Math.abs(deviation(value, time)) > FAR)) {
            return;
        }
        double ratio = value / expected(time);
        if (ratio >= OTHER_UNIT || ratio > 0 && ratio <= 1 / OTHER_UNIT) {
            rescale(ratio);
        }
        double off = value - expected(time);
        location += off;
        swing = Math.max(swing, Math.abs(off));
    }

    private void rescale(double ratio) {
        location *= ratio;
        variance *= ratio * ratio;
        swing *= ratio;
        season.rescale(ratio);
    }

    /** One more window without a value of this metric. */
    public void miss() {
        absent++;
    }

    /** Windows since the last value. */
    public long absent() {
        return absent;
    }

    private void follow(double value, Lesson lesson, SeasonTime time) {
        double rate = lesson.rate(Math.max(forgetting, 1 / (learned + 1)));
        double sigma = sigma();
        double off = value - location;
        double reach = Math.abs(off);
        double forgotten = lesson.leastRate() > 0 ? rate : SWING_PACE * forgetting * lesson.weight();
        swing = Math.max(swing * (1 - forgotten), 0);
        if (reach > swing) {
            swing = swing == 0 ? reach : swing + lesson.weight() * (reach - swing);
        }
        double bound = winsor * sigma;
        double winsorised = Math.max(-bound, Math.min(bound, value - expected(time)));
        season.learn(off, sigma, bound, rate, lesson, time);
        location += rate * winsorised;
        variance += rate * (winsorised * winsorised - variance);
        learned += lesson.weight();
    }

    private void settle() {
        double[] values = first.clone();
        location = median(values);
        double meanSquare = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(first[i] - location);
            meanSquare += values[i] * values[i] / values.length;
        }
        double sigma = MAD_TO_SIGMA * median(values);
        double widest = values[values.length - 1];
        variance = sigma > 0 ? sigma * sigma : meanSquare;
        swing = sigma > 0 ? Math.min(widest, WIDEST_SETTLED_SWING * sigma) : widest;
        learned = SETTLING;
    }

    /** Sorts the values. */
    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return (values[half - 1] + values[half]) / 2;
    }

    public StoredSeason storedSeason() {
        return season.stored();
    }

    public StoredScale stored() {
        return new StoredScale(location, variance, swing, learned, seen, absent,
                settled() ? new double[0] : Arrays.copyOf(first, seen));
    }
}
