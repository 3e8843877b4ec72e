package dev.tocsin.bench.detection;

import java.util.Arrays;

/**
 * What a contender said of a run of rows.
 *
 * @param score higher is more anomalous; NaN where it said nothing
 * @param anomalous its own decision
 * @param alarmFrom score from which on it would have decided so; NaN where it doesn't tell
 * @param top per row the metrics it blames most, the worst first; empty where it doesn't tell
 * @param elevated per row the metrics it calls elevated or anomalous, each by itself; empty where it doesn't tell
 */
public record Scores(double[] score, boolean[] anomalous, double[] alarmFrom, int[][] top, int[][] elevated) {

    static Scores of(int rows) {
        double[] untold = new double[rows];
        Arrays.fill(untold, Double.NaN);
        return new Scores(new double[rows], new boolean[rows], untold, new int[rows][0], new int[rows][0]);
    }

    int rows() {
        return score.length;
    }

    Scores from(int row) {
        return between(row, rows());
    }

    Scores until(int row) {
        return between(0, row);
    }

    private Scores between(int from, int to) {
        return new Scores(Arrays.copyOfRange(score, from, to), Arrays.copyOfRange(anomalous, from, to),
                Arrays.copyOfRange(alarmFrom, from, to), Arrays.copyOfRange(top, from, to),
                Arrays.copyOfRange(elevated, from, to));
    }
}
