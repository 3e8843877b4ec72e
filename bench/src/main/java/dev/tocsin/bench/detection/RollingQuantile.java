package dev.tocsin.bench.detection;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A decision for raters that have none of their own: a score beyond the 0.998 quantile of its last five days, once a day
 * has been seen.
 */
final class RollingQuantile {

    private static final double QUANTILE = 0.998;
    private static final int DAYS = 5;

    private final int least;
    private final int most;
    private final Deque<Double> inOrder = new ArrayDeque<>();
    private double[] sorted = new double[0];

    RollingQuantile(LabelledServer server) {
        this.least = (int) (86_400 / server.step().toSeconds());
        this.most = DAYS * least;
    }

    /** Decides each row of the scores by the rows before it. */
    static void decide(LabelledServer server, Scores scores) {
        RollingQuantile rolling = new RollingQuantile(server);
        for (int row = 0; row < scores.rows(); row++) {
            scores.anomalous()[row] = rolling.exceeds(scores.score()[row]);
        }
    }

    private boolean exceeds(double score) {
        boolean beyond = sorted.length >= least && score > sorted[(int) (QUANTILE * (sorted.length - 1))];
        inOrder.addLast(score);
        double[] next = new double[sorted.length + 1];
        int at = place(score);
        System.arraycopy(sorted, 0, next, 0, at);
        next[at] = score;
        System.arraycopy(sorted, at, next, at + 1, sorted.length - at);
        sorted = next;
        if (inOrder.size() > most) {
            int gone = place(inOrder.removeFirst());
            System.arraycopy(sorted, gone + 1, sorted, gone, sorted.length - gone - 1);
            sorted = Arrays.copyOf(sorted, sorted.length - 1);
        }
        return beyond;
    }

    private int place(double score) {
        int found = Arrays.binarySearch(sorted, score);
        return found < 0 ? -found - 1 : found;
    }
}
