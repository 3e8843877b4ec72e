package dev.tocsin.escalation.signal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * The signals of a book that speak of metrics, and what each metric's name means to them. Globs are matched once per
 * name: the memory of that is capped, and what doesn't fit is matched each time.
 */
final class MetricSignals {

    private static final int MAX_REMEMBERED_NAMES = 50_000;

    private final Condition.@Nullable OnMetric[] conditions;
    private final Map<String, Meaning> meanings = new ConcurrentHashMap<>();

    /** Which signals a metric name is meant by, and the scale it names. */
    private record Meaning(int[] signals, Optional<Scale> scale) {}

    MetricSignals(List<Signal> signals) {
        conditions = signals.stream()
                .map(signal -> signal.condition() instanceof Condition.OnMetric on ? on : null)
                .toArray(Condition.OnMetric[]::new);
    }

    /** Per signal the reading that speaks loudest for it, null where none does. */
    @Nullable
    NamedReading[] evidence(Verdict verdict) {
        @Nullable
        NamedReading[] evidence = new NamedReading[conditions.length];
        if (verdict.phase() == Phase.NO_DATA) {
            return evidence;
        }
        boolean judged = verdict.phase().judges();
        for (Map.Entry<String, Reading> entry : verdict.metrics().entrySet()) {
            Meaning meaning = meaning(entry.getKey());
            for (int signal : meaning.signals()) {
                if (shows(signal, entry.getValue(), meaning.scale(), judged)) {
                    evidence[signal] = Readings.louder(evidence[signal],
                            new NamedReading(entry.getKey(), entry.getValue()));
                }
            }
        }
        return evidence;
    }

    private boolean shows(int signal, Reading reading, Optional<Scale> named, boolean judged) {
        Condition.@Nullable OnMetric condition = conditions[signal];
        if (condition == null) {
            return false;
        }
        for (MetricTest test : condition.any()) {
            if (passes(test, reading, named, judged)) {
                return true;
            }
        }
        return false;
    }

    /** While the model warms up only observed values count: level, direction and expectation are guesses. */
    private static boolean passes(MetricTest test, Reading reading, Optional<Scale> named, boolean judged) {
        if (judged ? !judgedSo(test, reading) : !test.needsNoModel()) {
            return false;
        }
        if (test.value() != null && !test.value().holds(reading.observed())) {
            return false;
        }
        return test.scale() == null || test.scale() == named.orElseGet(() -> Scale.shownBy(reading));
    }

    private static boolean judgedSo(MetricTest test, Reading reading) {
        if (test.level() != null && !reading.level().atLeast(test.level())) {
            return false;
        }
        if (test.direction() != null && reading.direction() != test.direction()) {
            return false;
        }
        if (test.times() == 1 || Double.isNaN(reading.expected())) {
            return true;
        }
        return test.direction() == Direction.DOWN
                ? reading.observed() * test.times() <= reading.expected()
                : reading.observed() >= reading.expected() * test.times();
    }

    private Meaning meaning(String metric) {
        Meaning known = meanings.get(metric);
        if (known != null) {
            return known;
        }
        Meaning found = new Meaning(
                IntStream.range(0, conditions.length).filter(signal -> means(signal, metric)).toArray(),
                Scale.namedBy(metric));
        if (meanings.size() < MAX_REMEMBERED_NAMES) {
            meanings.put(metric, found);
        }
        return found;
    }

    private boolean means(int signal, String metric) {
        Condition.@Nullable OnMetric condition = conditions[signal];
        return condition != null && condition.metrics().match(metric);
    }
}
