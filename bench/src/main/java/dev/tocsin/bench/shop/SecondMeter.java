package dev.tocsin.bench.shop;

import java.util.Arrays;

/** Counts what happens to a tier's requests; {@link #cut} closes the interval since the last cut. Thread-safe. */
final class SecondMeter {

    private long arrived;
    private long failed;
    private int finished;
    private double[] latencies = new double[256];
    private int waiting;
    private double waitingSeconds;
    private long waitingSince;
    private long cutAt;

    SecondMeter(long nowNanos) {
        cutAt = nowNanos;
        waitingSince = nowNanos;
    }

    synchronized void arrived() {
        arrived++;
    }

    /** A request was answered {@code seconds} after it arrived. */
    synchronized void finished(double seconds, boolean error) {
        if (finished == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * finished);
        }
        latencies[finished++] = seconds;
        if (error) {
            failed++;
        }
    }

    /** {@code change} more (or fewer) requests wait for a connection from now on. */
    synchronized void waiting(int change, long nowNanos) {
        integrate(nowNanos);
        waiting += change;
    }

    synchronized Interval cut(long nowNanos) {
        integrate(nowNanos);
        double seconds = (nowNanos - cutAt) / 1e9;
        double[] sorted = Arrays.copyOf(latencies, finished);
        Arrays.sort(sorted);
        Interval interval = new Interval(seconds, arrived, failed, sorted, waitingSeconds / seconds);
        arrived = 0;
        failed = 0;
        finished = 0;
        waitingSeconds = 0;
        cutAt = nowNanos;
        return interval;
    }

    private void integrate(long nowNanos) {
        waitingSeconds += waiting * ((nowNanos - waitingSince) / 1e9);
        waitingSince = nowNanos;
    }

    /**
     * What was counted between two cuts.
     *
     * @param latencies of the requests answered, in seconds, ascending
     * @param queueDepth mean number of requests that waited, over the interval's time
     */
    record Interval(double seconds, long arrived, long failed, double[] latencies, double queueDepth) {}
}
