package dev.tocsin.bench.detection;

/**
 * What a contender said of a run of rows.
 *
 * @param score higher is more anomalous; NaN where it said nothing
 * @param anomalous its own decision
 * @param top per row the metrics it blames most, the worst first; empty where it doesn't tell
 */
public record Scores(double[] score, boolean[] anomalous, int[][] top) {

    static Scores of(int rows) {
        return new Scores(new double[rows], new boolean[rows], new int[rows][0]);
    }

    int rows() {
        return score.length;
    }

    Scores from(int row) {
        return new Scores(java.util.Arrays.copyOfRange(score, row, rows()),
                java.util.Arrays.copyOfRange(anomalous, row, rows()), java.util.Arrays.copyOfRange(top, row, rows()));
    }

    Scores until(int row) {
        return new Scores(java.util.Arrays.copyOf(score, row), java.util.Arrays.copyOf(anomalous, row),
                java.util.Arrays.copyOf(top, row));
    }
}
