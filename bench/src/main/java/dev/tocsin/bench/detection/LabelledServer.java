package dev.tocsin.bench.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.tocsin.detectors.MetricWindow;

/**
 * One server of a labelled set: rows to warm up on, rows to be judged on, and what is known of them.
 *
 * @param set name of the data set
 * @param step between rows; a row is a window
 * @param train {@code train[row][metric]}
 * @param test follows train in time
 * @param label whether a test row is anomalous
 * @param causes labelled events with the metrics that carry them; empty where the set doesn't tell
 */
public record LabelledServer(String set, String name, Duration step, List<String> metrics, double[][] train,
        double[][] test,
        boolean[] label, List<Cause> causes) {

    /**
     * The metrics that carry an event.
     *
     * @param metrics indexes
     */
    public record Cause(int first, int last, List<Integer> metrics) {}

    public LabelledServer {
        if (label.length != test.length) {
            throw new IllegalArgumentException(
                    set + "/" + name + ": " + label.length + " labels for " + test.length + " rows");
        }
    }

    public double trainDays() {
        return (double) train.length * step.toSeconds() / 86_400;
    }

    double testDays() {
        return (double) test.length * step.toSeconds() / 86_400;
    }

    /** The window of a row, counted from the first one of train. */
    MetricWindow window(int row) {
        Instant start = Instant.EPOCH.plus(step.multipliedBy(row));
        double[] values = row < train.length ? train[row] : test[row - train.length];
        return new MetricWindow(start, start.plus(step), metrics, values);
    }

    int rows() {
        return train.length + test.length;
    }
}
