package dev.tocsin.bench.automaton;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * Services whose latency, errors and CPU are high now and then, by the same draws as the peer's, among metrics that are
 * normal.
 */
final class Fleet {

    private static final Reading CALM = new Reading(1, 1, 0, Direction.NONE, 0, Level.NORMAL);

    private final SplittableRandom random;
    private final List<ServiceId> services;
    private final int calmMetrics;

    Fleet(long seed, int services, int calmMetrics) {
        this.random = new SplittableRandom(seed);
        this.services = IntStream.range(0, services).mapToObj(i -> new ServiceId("prod", "service-" + i)).toList();
        this.calmMetrics = calmMetrics;
    }

    List<ServiceId> services() {
        return services;
    }

    /** The next service's verdict of a window that ends at a minute. */
    Verdict verdict(int service, int minute) {
        double latency = random.nextDouble() < 0.05 ? 1.2 : 0.3;
        double errors = random.nextDouble() < 0.03 ? 0.2 : 0.002;
        double cpu = random.nextDouble() < 0.02 ? 0.97 : 0.4;
        Map<String, Reading> metrics = new HashMap<>();
        metrics.put("latency_p99", reading(latency, 0.3));
        metrics.put("error_ratio", reading(errors, 0.002));
        metrics.put("cpu_utilization", reading(cpu, 0.4));
        for (int i = 0; i < calmMetrics; i++) {
            metrics.put("queue_" + i, CALM);
        }
        boolean high = latency > 1 || errors > 0.1 || cpu > 0.9;
        Instant end = Instant.ofEpochSecond(minute * 60L);
        return new Verdict(services.get(service), end.minusSeconds(60), end, Phase.MATURE, 4, high ? 3.5 : 0.4, 0.1,
                0.5, high ? Level.ELEVATED : Level.NORMAL, false, metrics);
    }

    private static Reading reading(double observed, double expected) {
        boolean high = observed > 1.5 * expected;
        return new Reading(observed, expected, high ? 8 : 0.1, high ? Direction.UP : Direction.NONE, high ? 0.9 : 0,
                high ? Level.ELEVATED : Level.NORMAL);
    }
}
