package dev.tocsin.bench.fleet;

import java.util.List;

/**
 * How one metric follows what goes on in its service.
 *
 * @param typical the value at no load beyond the usual and no stress, in the metric's own unit
 * @param load relative change with one unit of load
 * @param stress relative change with one unit of stress
 * @param noise relative standard deviation of its own noise
 * @param most the largest value it can have
 */
record MetricLaw(String name, double typical, double load, double stress, double noise, double most) {

    private static final double ANY = Double.MAX_VALUE;

    /** Forty metrics of a web service with a database, a cache and a queue. */
    static final List<MetricLaw> WEB_SERVICE = List.of(
            unbounded("http.server.requests.rate", 850, 0.25, -0.15, 0.03),
            unbounded("http.server.request.duration.mean", 38, 0.12, 1.8, 0.05),
            unbounded("http.server.request.duration.p50", 24, 0.08, 1.2, 0.04),
            unbounded("http.server.request.duration.p90", 71, 0.12, 1.9, 0.06),
            unbounded("http.server.request.duration.p95", 104, 0.15, 2.2, 0.07),
            unbounded("http.server.request.duration.p99", 190, 0.2, 2.6, 0.1),
            ratio("http.server.errors.ratio", 0.004, 0.1, 12, 0.25),
            unbounded("http.server.status_4xx.rate", 9.5, 0.25, 0.2, 0.2),
            unbounded("http.server.active_connections", 140, 0.22, 0.9, 0.06),
            unbounded("http.server.response.size", 14_200, 0.01, -0.1, 0.03),
            unbounded("http.client.calls.rate", 1_900, 0.25, -0.1, 0.03),
            unbounded("http.client.call.duration.p50", 11, 0.06, 1.4, 0.05),
            unbounded("http.client.call.duration.p99", 92, 0.14, 2.4, 0.12),
            ratio("http.client.errors.ratio", 0.002, 0.1, 9, 0.3),
            unbounded("db.client.operation.duration.p50", 2.1, 0.07, 0.9, 0.06),
            unbounded("db.client.operation.duration.p99", 17, 0.13, 1.9, 0.12),
            unbounded("db.client.operations.rate", 3_400, 0.25, -0.1, 0.03),
            unbounded("db.pool.active", 14, 0.24, 1.6, 0.1),
            unbounded("db.pool.pending", 0.6, 0.5, 8, 0.5),
            unbounded("db.pool.idle", 26, -0.15, -0.6, 0.08),
            ratio("cache.hit.ratio", 0.93, -0.005, -0.05, 0.006),
            unbounded("cache.evictions.rate", 42, 0.2, 0.1, 0.15),
            unbounded("queue.consumer.lag", 320, 0.4, 3, 0.3),
            unbounded("queue.published.rate", 410, 0.25, -0.1, 0.04),
            unbounded("queue.processed.rate", 405, 0.25, -0.3, 0.04),
            ratio("process.cpu.utilization", 0.42, 0.2, 0.7, 0.04),
            ratio("system.cpu.utilization", 0.51, 0.18, 0.6, 0.05),
            unbounded("system.load.average.1m", 3.4, 0.2, 0.8, 0.08),
            unbounded("process.runtime.heap.used", 1.9e9, 0.06, 0.2, 0.12),
            unbounded("process.runtime.nonheap.used", 2.3e8, 0, 0, 0.001),
            unbounded("process.runtime.gc.pause.rate", 1.3, 0.2, 0.5, 0.2),
            unbounded("process.runtime.gc.pause.max", 24, 0.1, 0.6, 0.35),
            unbounded("process.runtime.threads", 210, 0.03, 0.5, 0.01),
            unbounded("process.open_file_descriptors", 640, 0.1, 0.5, 0.02),
            unbounded("process.memory.rss", 3.1e9, 0.01, 0.02, 0.005),
            unbounded("disk.io.read.bytes.rate", 2.2e5, 0.1, 0.2, 0.4),
            unbounded("disk.io.write.bytes.rate", 9.4e5, 0.18, 0.1, 0.2),
            unbounded("network.received.bytes.rate", 4.8e6, 0.25, -0.15, 0.04),
            unbounded("network.sent.bytes.rate", 1.2e7, 0.25, -0.15, 0.04),
            unbounded("executor.queue.size", 3.2, 0.4, 5, 0.4));

    private static MetricLaw unbounded(String name, double typical, double load, double stress, double noise) {
        return new MetricLaw(name, typical, load, stress, noise, ANY);
    }

    private static MetricLaw ratio(String name, double typical, double load, double stress, double noise) {
        return new MetricLaw(name, typical, load, stress, noise, 1);
    }

    /**
     * The value now.
     *
     * @param size how large the service is, 1 as in {@code typical}; a ratio doesn't depend on it
     * @param ownNoise a standard normal number
     */
    double value(double size, double loadNow, double stressNow, double ownNoise) {
        double relative = 1 + load * loadNow + stress * stressNow + noise * ownNoise;
        double usual = most == ANY ? size * typical : typical;
        return Math.min(most, Math.max(0, usual * relative));
    }
}
