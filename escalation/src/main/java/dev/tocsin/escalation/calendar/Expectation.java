package dev.tocsin.escalation.calendar;

import java.util.List;
import java.util.Locale;

import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.verdict.Direction;

/**
 * How far some metrics may go in a planned time, as a factor of what the model expects: {@code UP} to at most
 * {@code upTo} times as much, {@code DOWN} to no less than an {@code upTo}-th of it, {@code NONE} either way.
 *
 * @param metrics globs of the metrics meant, or of the signals they carry, whatever their case; a bare word also means
 *         the signals that begin with it, {@code traffic} the signal {@code traffic_up}
 * @param except globs of metrics not meant after all
 * @param upTo at least 1; infinite where any distance is expected
 */
public record Expectation(List<Glob> metrics, List<Glob> except, Direction direction, double upTo) {

    public Expectation {
        metrics = List.copyOf(metrics);
        except = List.copyOf(except);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("expectation names no metric");
        }
        if (!(upTo >= 1)) {
            throw new IllegalArgumentException("expectation of " + metrics + " goes up to " + upTo + ", less than 1");
        }
    }

    /** That the metrics rise to at most {@code upTo} times what the model expects. */
    public static Expectation up(String metrics, double upTo) {
        return new Expectation(List.of(new Glob(metrics)), List.of(), Direction.UP, upTo);
    }

    /** That the metrics fall to no less than an {@code upTo}-th of what the model expects. */
    public static Expectation down(String metrics, double upTo) {
        return new Expectation(List.of(new Glob(metrics)), List.of(), Direction.DOWN, upTo);
    }

    boolean means(String metric) {
        return metrics.stream().anyMatch(glob -> glob.matches(metric))
                && except.stream().noneMatch(glob -> glob.matches(metric));
    }

    boolean meansSignal(String signal) {
        return metrics.stream()
                .anyMatch(glob -> glob.matches(signal)
                        || signal.startsWith(glob.pattern().toLowerCase(Locale.ROOT) + "_"));
    }

    /** A factor says nothing of a metric expected at zero or below, so that such a one is explained only by infinity. */
    boolean explains(double observed, double expected) {
        boolean rose = observed >= expected;
        boolean fell = observed <= expected;
        return switch (direction) {
            case UP -> rose && withinRise(observed, expected);
            case DOWN -> fell && withinFall(observed, expected);
            case NONE -> rose && withinRise(observed, expected) || fell && withinFall(observed, expected);
        };
    }

    private boolean withinRise(double observed, double expected) {
        return Double.isInfinite(upTo) || expected > 0 && observed <= expected * upTo;
    }

    private boolean withinFall(double observed, double expected) {
        return Double.isInfinite(upTo) || expected > 0 && observed >= expected / upTo;
    }
}
