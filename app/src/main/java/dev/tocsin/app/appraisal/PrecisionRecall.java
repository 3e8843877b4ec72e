package dev.tocsin.app.appraisal;

import java.util.Arrays;
import java.util.List;

import dev.tocsin.app.appraisal.Runs.Run;

/**
 * Area under the precision-recall curve, row by row and range by range, without point adjustment.
 *
 * <p>
 * The range form softens labels around each event and rewards events that are reached at all (Paparrizos, Boniol et al.,
 * Volume Under the Surface, PVLDB 15(11), 2022); averaged over 11 buffer lengths it is VUS-PR.
 */
public final class PrecisionRecall {

    private static final int THRESHOLDS = 200;
    private static final int BUFFERS = 10;

    private final boolean[] label;
    private final double[] score;
    private final int[] order;
    private final List<Run> events;
    private final double positives;

    /** Rows without a score count as the lowest. */
    public PrecisionRecall(boolean[] label, double[] score) {
        this.label = label;
        this.score = withLowest(score);
        this.order = descending(this.score);
        this.events = Runs.of(label);
        int count = 0;
        for (boolean positive : label) {
            count += positive ? 1 : 0;
        }
        this.positives = count;
    }

    private static double[] withLowest(double[] score) {
        double least = Arrays.stream(score).filter(Double::isFinite).min().orElse(1);
        return Arrays.stream(score).map(value -> Double.isFinite(value) ? value : least - 1).toArray();
    }

    private static int[] descending(double[] score) {
        Integer[] boxed = new Integer[score.length];
        Arrays.setAll(boxed, i -> i);
        Arrays.sort(boxed, (a, b) -> Double.compare(score[b], score[a]));
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }

    public double average() {
        double area = 0;
        double found = 0;
        double counted = 0;
        for (int i = 0; i < order.length; i++) {
            found += label[order[i]] ? 1 : 0;
            if (i + 1 == order.length || score[order[i + 1]] != score[order[i]]) {
                area += (found - counted) / positives * found / (i + 1);
                counted = found;
            }
        }
        return area;
    }

    /** @param widest buffer in rows */
    public double volume(int widest) {
        double sum = 0;
        for (int step = 0; step <= BUFFERS; step++) {
            sum += range(step * (widest / BUFFERS));
        }
        return sum / (BUFFERS + 1);
    }

    private double range(int buffer) {
        double[] soft = softened(buffer);
        boolean[] touched = new boolean[soft.length];
        double softSum = 0;
        for (int row = 0; row < soft.length; row++) {
            touched[row] = soft[row] > 0;
            softSum += soft[row];
        }
        double[] peaks = Runs.of(touched).stream().mapToDouble(this::peak).toArray();
        double target = (positives + softSum) / 2;
        double area = 0;
        double lastRecall = 0;
        double found = 0;
        int count = 0;
        for (int k = 0; k < THRESHOLDS; k++) {
            double threshold = score[order[(int) (k * (soft.length - 1) / (THRESHOLDS - 1.0))]];
            while (count < order.length && score[order[count]] >= threshold) {
                found += soft[order[count++]];
            }
            double reached = Arrays.stream(peaks).filter(peak -> peak >= threshold).count() / (double) peaks.length;
            double recall = Math.min(found / target, 1) * reached;
            area += (recall - lastRecall) * found / Math.max(count, 1);
            lastRecall = recall;
        }
        return area;
    }

    private double peak(Run run) {
        return Arrays.stream(score, run.first(), run.last() + 1).max().orElseThrow();
    }

    private double[] softened(int buffer) {
        double[] soft = new double[label.length];
        for (int row = 0; row < soft.length; row++) {
            soft[row] = label[row] ? 1 : 0;
        }
        for (Run event : events) {
            for (int x = 1; x <= buffer / 2; x++) {
                double weight = Math.sqrt(1 - x / (double) buffer);
                raise(soft, event.last() + x, weight);
                raise(soft, event.first() - x, weight);
            }
        }
        return soft;
    }

    private static void raise(double[] soft, int row, double weight) {
        if (row >= 0 && row < soft.length) {
            soft[row] = Math.max(soft[row], weight);
        }
    }
}
