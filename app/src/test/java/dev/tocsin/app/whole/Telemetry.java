package dev.tocsin.app.whole;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import dev.tocsin.schemas.v1.TelemetrySample;

/** What one service says of itself, two samples a window, from one event time on. */
final class Telemetry {

    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final Duration STEP = WINDOW.dividedBy(2);
    private static final long SEED = 7;

    private final Stand stand;
    private final String service;
    private final boolean old;
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private Instant now;

    /** How a service is. */
    enum Mood {
        WELL(0.1, 0.001, 0.3), SLOW(1.5, 0.001, 0.4), FAILING(1.8, 0.2, 0.4), SATURATED(2.0, 0.3, 0.97);

        private final double latency;
        private final double errors;
        private final double cpu;

        Mood(double latency, double errors, double cpu) {
            this.latency = latency;
            this.errors = errors;
            this.cpu = cpu;
        }
    }

    private Telemetry(Stand stand, String service, Instant start, boolean old) {
        this.stand = stand;
        this.service = service;
        this.old = old;
        this.now = Instant.ofEpochSecond(Math.floorDiv(start.getEpochSecond(), WINDOW.toSeconds())
                * WINDOW.toSeconds());
    }

    /** Samples whose records are written now, whatever their event time. */
    static Telemetry writtenNow(Stand stand, String service, Instant start) {
        return new Telemetry(stand, service, start, false);
    }

    /** Samples whose records were written when they were taken. */
    static Telemetry writtenThen(Stand stand, String service, Instant start) {
        return new Telemetry(stand, service, start, true);
    }

    /** Sends so many windows of a mood, as fast as it goes. */
    Telemetry send(Mood mood, int windows) {
        Instant end = now.plus(WINDOW.multipliedBy(windows));
        for (; now.isBefore(end); now = now.plus(STEP)) {
            stand.send(sample(mood), old ? now : Instant.now());
        }
        stand.flush();
        return this;
    }

    /** Sends windows of a mood until an event time. */
    Telemetry sendUntil(Mood mood, Instant end) {
        return send(mood, (int) Duration.between(now, end).dividedBy(WINDOW));
    }

    /** The event time of the next sample. */
    Instant now() {
        return now;
    }

    /** The next sample, unsent. */
    TelemetrySample sample(Mood mood) {
        return TelemetrySample.newBuilder().setService(service).setTime(now).setMetrics(metrics(mood)).build();
    }

    private Map<String, Double> metrics(Mood mood) {
        Map<String, Double> metrics = new HashMap<>();
        metrics.put("latency_p99_seconds", noisy(mood.latency));
        metrics.put("error_ratio", noisy(mood.errors));
        metrics.put("cpu_utilization", Math.min(1, noisy(mood.cpu)));
        metrics.put("requests_per_second", noisy(50));
        metrics.put("heap_used_bytes", noisy(2e8));
        return metrics;
    }

    private double noisy(double value) {
        return value * (1 + 0.02 * random.nextGaussian());
    }
}
