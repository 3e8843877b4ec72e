package dev.tocsin.detectors;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Windows of a service whose metrics follow a common load, each with noise of its own, in units far apart. */
final class SimulatedService {

    static final Duration WINDOW = Duration.ofMinutes(1);

    private final RandomGenerator random;
    private final int metrics;
    private final Duration size;
    private Instant time = Instant.parse("2026-03-01T00:00:00Z");
    private double load;

    SimulatedService(long seed, int metrics) {
        this(seed, metrics, WINDOW);
    }

    SimulatedService(long seed, int metrics, Duration size) {
        this.size = size;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.metrics = metrics;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < metrics; i++) {
            names.add("m" + i);
        }
        return List.copyOf(names);
    }

    /** The load is a slow random walk around 0; metric i is {@code 10^(i mod 7 - 3) · (10 + load + noise)}. */
    double[] values() {
        load += -0.05 * load + 0.3 * random.nextGaussian();
        double[] values = new double[metrics];
        for (int i = 0; i < metrics; i++) {
            values[i] = unit(i) * (10 + load + 0.3 * random.nextGaussian());
        }
        return values;
    }

    static double unit(int metric) {
        return Math.pow(10, metric % 7 - 3);
    }

    /** The next window with these values. */
    MetricWindow window(double... values) {
        return window(names(), values);
    }

    MetricWindow window(List<String> names, double... values) {
        MetricWindow window = new MetricWindow(time, time.plus(size), names, values);
        time = window.end();
        return window;
    }

    MetricWindow next() {
        return window(values());
    }

    void skip(Duration gap) {
        time = time.plus(gap);
    }

    Instant time() {
        return time;
    }

    /** Feeds that many usual windows; the last verdict. */
    Verdict live(Detector detector, int windows) {
        Verdict verdict = null;
        for (int i = 0; i < windows; i++) {
            verdict = detector.observe(next(), Learning.NORMAL);
        }
        return java.util.Objects.requireNonNull(verdict);
    }
}
