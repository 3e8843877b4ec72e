package dev.tocsin.topology.derive;

import java.math.BigDecimal;
import java.util.List;

/**
 * One thing a service is judged by, as a map asks for it.
 *
 * @param name of the metric that comes of it; quantiles append theirs
 * @param rank the most useful first: 0 is kept longest when a service has too many
 * @param factor what every value is multiplied by
 * @param within how the series of an instance are combined
 * @param over how the instances are combined
 * @param quantiles each between 0 and 1; of {@link Kind#QUANTILES} only
 */
public record Input(String name, int rank, double factor, Kind kind, Combine within, Combine over,
        List<Double> quantiles) {

    /** What is made of the series. */
    public enum Kind {
        /** A level, averaged over time. */
        LEVEL,
        /** The growth of counters per second. */
        RATE,
        /** The sum of some series by the sum of others. */
        RATIO,
        /** One less that. */
        COMPLEMENT,
        /** Quantiles of what all instances observed together. */
        QUANTILES;

        boolean divides() {
            return this == RATIO || this == COMPLEMENT;
        }
    }

    /** Which part of an input a series is. */
    public enum Part {
        WHOLE,
        /** Above the line of a ratio. */
        OF,
        /** Below it. */
        TO
    }

    public Input {
        quantiles = List.copyOf(quantiles);
        if (name.isBlank()) {
            throw new IllegalArgumentException("an input's name is blank");
        }
        if ((kind == Kind.QUANTILES) == quantiles.isEmpty()) {
            throw new IllegalArgumentException("input " + name + " of kind " + kind + " has quantiles " + quantiles);
        }
    }

    /** A level, a rate or a ratio. */
    public static Input of(String name, int rank, double factor, Kind kind, Combine within, Combine over) {
        return new Input(name, rank, factor, kind, within, over, List.of());
    }

    /** Whether the same is made of the same: only the rank may differ. */
    public boolean means(Input other) {
        return name.equals(other.name) && factor == other.factor && kind == other.kind && within == other.within
                && over == other.over && quantiles.equals(other.quantiles);
    }

    /** How many metrics come of it. */
    public int width() {
        return Math.max(1, quantiles.size());
    }

    /** The names of the metrics that come of it. */
    public List<String> outputs() {
        return kind == Kind.QUANTILES
                ? quantiles.stream().map(quantile -> quantileName(name, quantile)).toList()
                : List.of(name);
    }

    /** {@code latency_seconds_p99} for 0.99, {@code …_p999} for 0.999. */
    public static String quantileName(String base, double quantile) {
        String digits = BigDecimal.valueOf(quantile).stripTrailingZeros().toPlainString().substring(2);
        return base + "_p" + (digits.length() == 1 ? digits + "0" : digits);
    }
}
