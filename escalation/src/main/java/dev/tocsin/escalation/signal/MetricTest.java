package dev.tocsin.escalation.signal;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;

/**
 * What a reading must show, all parts at once.
 *
 * @param level the least level, null for any. Needs a model that judges
 * @param direction where it went, null for either way. Needs a model that judges
 * @param value what the observed value must satisfy, null for any
 * @param times how many times the expectation it must be at least (with {@code DOWN}: at most the {@code times}th part
 *        of it); 1 asks for nothing. Left out while no model judges
 * @param scale what kind of number the metric must be, null for any
 * @throws IllegalArgumentException if it asks for nothing, or times is below 1 or no number
 */
public record MetricTest(@Nullable Level level, @Nullable Direction direction, @Nullable Comparison value,
        double times, @Nullable Scale scale) {

    public MetricTest {
        if (level == null && direction == null && value == null) {
            throw new IllegalArgumentException("metric test has no level, direction or value, so it asks for nothing");
        }
        if (level == Level.NORMAL) {
            throw new IllegalArgumentException("level normal holds for every metric; use elevated or anomalous");
        }
        if (direction == Direction.NONE) {
            throw new IllegalArgumentException("direction none is no direction; use up or down, or leave it out");
        }
        if (!(times >= 1) || Double.isInfinite(times)) {
            throw new IllegalArgumentException("times " + times + " of a metric test is below 1");
        }
    }

    public static MetricTest level(Level level, Direction direction) {
        return new MetricTest(level, direction, null, 1, null);
    }

    public static MetricTest value(String comparison) {
        return new MetricTest(null, null, Comparison.parse(comparison), 1, null);
    }

    public MetricTest and(String comparison) {
        return new MetricTest(level, direction, Comparison.parse(comparison), times, scale);
    }

    public MetricTest times(double factor) {
        return new MetricTest(level, direction, value, factor, scale);
    }

    public MetricTest on(Scale wanted) {
        return new MetricTest(level, direction, value, times, wanted);
    }

    /** Whether it can be answered by the observed value alone, without a model. */
    boolean needsNoModel() {
        return value != null && level == null && direction == null;
    }
}
