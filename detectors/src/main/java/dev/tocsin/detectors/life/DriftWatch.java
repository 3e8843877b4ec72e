package dev.tocsin.detectors.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

import dev.tocsin.detectors.Drift;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.stored.StoredModel.StoredDrift;

/**
 * Where each metric's level was, and where it has gone: a level over about a day against an anchor that stands still.
 *
 * <p>
 * A metric is anchored where it is once it has been learned for {@value #ANCHORED_AFTER_DAYS} days. It has drifted when
 * its level, an exponentially weighted mean of values less their season, winsorised, is {@value #FROM} of the anchor's
 * sigmas away; until it is back within {@value #UNTIL}, or the model has learned the new level: what it expects is within
 * {@value #LEARNED} of those sigmas of it. Then it is anchored anew. So what is learned slowly, too slowly to be an
 * anomaly, is told first.
 */
public final class DriftWatch {

    private static final int ANCHORED_AFTER_DAYS = 2;
    private static final double FROM = 3;
    private static final double UNTIL = 2;
    private static final double LEARNED = 1;
    private static final double WINSOR = 8;

    private static final int FIELDS = 4;
    private static final int LEVEL = 0;
    private static final int ANCHOR = 1;
    private static final int SIGMA = 2;
    private static final int TOLD = 3;

    private final double pace;
    private final int anchoredAfter;
    /** Per metric: level, anchor, its sigma (0 before there is one), windows since it was told (0 where it wasn't). */
    private double[] numbers;

    public DriftWatch(Profile profile, StoredDrift stored) {
        this.pace = -Math.expm1(-1.0 / profile.windows(Duration.ofDays(1)));
        this.anchoredAfter = profile.windows(Duration.ofDays(ANCHORED_AFTER_DAYS));
        this.numbers = stored.numbers().clone();
    }

    public void resize(int metrics) {
        if (numbers.length != FIELDS * metrics) {
            numbers = Arrays.copyOf(numbers, FIELDS * metrics);
        }
    }

    /** Forgets a metric; the later ones move up. */
    public void remove(int metric) {
        int later = numbers.length - FIELDS * (metric + 1);
        System.arraycopy(numbers, FIELDS * (metric + 1), numbers, FIELDS * metric, later);
        numbers = Arrays.copyOf(numbers, numbers.length - FIELDS);
    }

    /** What a model knows of a metric: what it expects less the season, its sigma, the windows it has learned. */
    public record Known(double location, double sigma, double windows) {}

    /** Follows a value less its season. */
    public void follow(int metric, double value, Known known) {
        int at = FIELDS * metric;
        if (numbers[at + SIGMA] == 0) {
            if (known.windows() >= anchoredAfter) {
                learned(metric, known);
            }
            return;
        }
        double bound = WINSOR * known.sigma();
        numbers[at + LEVEL] += pace * Math.max(-bound, Math.min(bound, value - numbers[at + LEVEL]));
        boolean told = numbers[at + TOLD] > 0;
        if (Math.abs(sigmas(metric)) < (told ? UNTIL : FROM)) {
            numbers[at + TOLD] = 0;
            return;
        }
        numbers[at + TOLD]++;
        if (told && Math.abs(known.location() - numbers[at + LEVEL]) <= LEARNED * numbers[at + SIGMA]) {
            learned(metric, known);
        }
    }

    /** What is expected is how it is: nothing has drifted. */
    public void learned(int metric, Known known) {
        int at = FIELDS * metric;
        numbers[at + LEVEL] = known.location();
        numbers[at + ANCHOR] = known.location();
        numbers[at + SIGMA] = known.sigma();
        numbers[at + TOLD] = 0;
    }

    /** The metrics that have wandered off. */
    public List<Drift> drifts(IntFunction<String> names) {
        List<Drift> drifts = new ArrayList<>();
        for (int metric = 0; metric < numbers.length / FIELDS; metric++) {
            int at = FIELDS * metric;
            if (numbers[at + TOLD] > 0) {
                drifts.add(new Drift(names.apply(metric), numbers[at + ANCHOR], numbers[at + LEVEL], sigmas(metric)));
            }
        }
        return drifts;
    }

    /** Whether any has. */
    public boolean anyDrifted() {
        for (int at = TOLD; at < numbers.length; at += FIELDS) {
            if (numbers[at] > 0) {
                return true;
            }
        }
        return false;
    }

    /** How far a metric's level is from its anchor, in the anchor's sigmas. */
    private double sigmas(int metric) {
        int at = FIELDS * metric;
        return (numbers[at + LEVEL] - numbers[at + ANCHOR]) / numbers[at + SIGMA];
    }

    public StoredDrift stored() {
        return new StoredDrift(numbers.clone());
    }
}
