package dev.tocsin.escalation.hypothesis;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * What was unusual of a service in a window {@code [start, end)}, and worth telling those that depend on it.
 *
 * @param signs worst first, at most {@value #MOST_SIGNS}
 */
public record UnusualWindow(ServiceId service, Instant start, Instant end, List<Sign> signs) {

    static final int MOST_SIGNS = 5;

    /** From here on a metric is worth a word; what counts is decided when somebody asks. */
    private static final double LEAST_DEVIATION = 3;

    /**
     * A metric that was far from what was expected.
     *
     * @param deviation in robust sigmas, positive in the direction that hurts
     * @param rise in the metric's unit, of the same sign
     */
    public record Sign(String metric, double deviation, double rise) {}

    public UnusualWindow {
        signs = List.copyOf(signs);
    }

    /** Of a verdict; empty where its window is normal as a whole, or nothing of it is unusual enough. */
    public static Optional<UnusualWindow> of(Verdict verdict) {
        if (verdict.level() == Level.NORMAL) {
            return Optional.empty();
        }
        List<Sign> signs = verdict.metrics().entrySet().stream()
                .map(metric -> sign(metric.getKey(), metric.getValue()))
                .filter(sign -> sign.deviation() >= LEAST_DEVIATION)
                .sorted(Comparator.comparingDouble(Sign::deviation).reversed().thenComparing(Sign::metric))
                .limit(MOST_SIGNS).toList();
        return signs.isEmpty()
                ? Optional.empty()
                : Optional.of(new UnusualWindow(verdict.service(), verdict.start(), verdict.end(), signs));
    }

    /** Less latency or fewer errors hurt nobody; of other metrics, too little can be as bad as too much. */
    private static Sign sign(String metric, Reading reading) {
        String name = metric.toLowerCase(Locale.ROOT);
        boolean onlyUp = name.contains("latency") || name.contains("duration") || name.contains("error");
        boolean down = reading.direction() == Direction.DOWN;
        double hurts = down && onlyUp ? -1 : 1;
        return new Sign(metric, hurts * Math.abs(reading.deviation()),
                hurts * Math.abs(reading.observed() - reading.expected()));
    }
}
