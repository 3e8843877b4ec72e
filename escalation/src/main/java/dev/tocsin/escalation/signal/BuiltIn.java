package dev.tocsin.escalation.signal;

import java.time.Duration;
import java.util.List;

import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Direction;

import static dev.tocsin.escalation.verdict.Level.ANOMALOUS;
import static dev.tocsin.escalation.verdict.Level.ELEVATED;

/**
 * The signals that need no document. Robust sigmas of a calm metric are tiny, so that each asks for a distance that
 * matters besides: {@code times} the expectation, or a floor.
 */
final class BuiltIn {

    private static final Globs LATENCY = Globs
            .of("*latency*", "*duration*", "*response_time*", "*response.time*", "*response-time*", "*responsetime*")
            .except("*_count", "*.count", "*_bucket", "*_sum", "*.sum", "*gc*", "*uptime*");

    private static final Globs ERRORS = Globs.of("*error*", "*5xx*", "*failure*", "*failed*").except("*budget*");

    private static final Globs CPU = Globs.of("*cpu*").except("*idle*", "*limit*", "*quota*", "*count*", "*request*");

    private static final Globs TRAFFIC = Globs
            .of("*requests*", "*request*rate*", "*request*count*", "*rps*", "*qps*", "*throughput*", "*traffic*")
            .except("*error*", "*fail*", "*5xx*", "*4xx*", "*latency*", "*duration*", "*resource*", "*cpu*", "*memory*",
                    "*queue*", "*pending*", "*active*", "*in_flight*", "*inflight*", "*size*");

    /** New processes restart what they replace and warm up on the CPU: for so long that is expected; errors aren't. */
    private static final Duration AFTER_DEPLOY = Duration.ofMinutes(10);

    static final List<Signal> ALL = List.of(
            onMetric("latency_high", LATENCY, MetricTest.level(ELEVATED, Direction.UP).times(1.2)),
            onMetric("errors_up", ERRORS,
                    MetricTest.level(ELEVATED, Direction.UP).and("> 0.01").times(1.5).on(Scale.RATIO),
                    MetricTest.level(ELEVATED, Direction.UP).and("> 1").times(1.5).on(Scale.PERCENT),
                    MetricTest.level(ELEVATED, Direction.UP).and("> 1").times(2).on(Scale.OTHER),
                    MetricTest.value("> 0.05").times(1.5).on(Scale.RATIO),
                    MetricTest.value("> 5").times(1.5).on(Scale.PERCENT)),
            onMetric("error_ratio_high", ERRORS,
                    MetricTest.value("> 0.05").times(1.5).on(Scale.RATIO),
                    MetricTest.value("> 5").times(1.5).on(Scale.PERCENT)).lasting(2),
            onMetric("cpu_saturated", CPU,
                    MetricTest.value("> 0.90").on(Scale.RATIO),
                    MetricTest.value("> 90").on(Scale.PERCENT),
                    MetricTest.level(ANOMALOUS, Direction.UP).times(1.5).on(Scale.OTHER)).lasting(2)
                    .expectedAfter(Change.Kind.DEPLOY, AFTER_DEPLOY),
            onMetric("traffic_up", TRAFFIC, MetricTest.level(ELEVATED, Direction.UP).times(1.2)),
            onMetric("traffic_down", TRAFFIC, MetricTest.level(ELEVATED, Direction.DOWN).times(1.2)),
            new Signal("healthy", new Condition.AllMetricsNormal(), 3),
            Signal.of("quiet", new Condition.Quiet()),
            new Signal("silent", new Condition.NoData(), 2),
            Signal.of("active", new Condition.Active()),
            Signal.of("restarted", new Condition.ChangeOf(Change.Kind.RESTART))
                    .expectedAfter(Change.Kind.DEPLOY, AFTER_DEPLOY),
            Signal.of("deployed", new Condition.ChangeOf(Change.Kind.DEPLOY)),
            Signal.of("flagged", new Condition.ChangeOf(Change.Kind.FLAG)),
            Signal.of("rolled_back", new Condition.ChangeOf(Change.Kind.ROLLBACK)));

    private BuiltIn() {}

    private static Signal onMetric(String name, Globs metrics, MetricTest... any) {
        return Signal.of(name, new Condition.OnMetric(metrics, List.of(any)));
    }
}
