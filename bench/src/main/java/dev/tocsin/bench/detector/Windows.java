package dev.tocsin.bench.detector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.tocsin.bench.fleet.ServiceLife;
import dev.tocsin.detectors.MetricWindow;

/** An endless run of one service's windows: a life of some days, then the same again at later times. Not thread-safe. */
final class Windows {

    static final Duration SIZE = Duration.ofMinutes(1);

    private static final int LIFE = 4_096;

    private final List<String> names;
    private final List<double[]> values = new ArrayList<>(LIFE);
    private Instant time = Instant.parse("2026-03-02T00:00:00Z");
    private int next;

    Windows(long seed, int metrics) {
        ServiceLife life = new ServiceLife(seed, metrics, SIZE, Duration.ofDays(1));
        names = life.names();
        for (int i = 0; i < LIFE; i++) {
            values.add(life.next());
        }
    }

    MetricWindow next() {
        Instant end = time.plus(SIZE);
        MetricWindow window = new MetricWindow(time, end, names, values.get(next));
        time = end;
        next = (next + 1) % LIFE;
        return window;
    }
}
