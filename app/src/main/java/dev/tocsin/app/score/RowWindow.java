package dev.tocsin.app.score;

import java.time.Duration;
import java.time.Instant;

import dev.tocsin.app.score.MetricCsv.Row;

/** The rows of one window: per metric the mean of its values. */
final class RowWindow {

    private final Instant start;
    private final Row first;
    private final double[] sums;
    private final int[] counts;
    private int rows;

    RowWindow(Instant start, Row first) {
        this.start = start;
        this.first = first;
        this.sums = new double[first.values().length];
        this.counts = new int[first.values().length];
        add(first);
    }

    /** Where the window of that length begins in which the time lies. */
    static Instant startOf(Instant time, Duration step) {
        long into = Math.floorMod(time.toEpochMilli(), step.toMillis());
        return time.minusMillis(into).minusNanos(time.getNano() % 1_000_000);
    }

    Instant start() {
        return start;
    }

    Row first() {
        return first;
    }

    int rows() {
        return rows;
    }

    void add(Row row) {
        rows++;
        for (int i = 0; i < sums.length; i++) {
            double value = row.values()[i];
            if (Double.isFinite(value)) {
                sums[i] += value;
                counts[i]++;
            }
        }
    }

    double[] means() {
        double[] means = new double[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return means;
    }
}
