package dev.tocsin.escalation.signal;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.NamedReading;

/** Which reading of a window speaks loudest: the largest share of its score, then the largest deviation, then by name. */
public final class Readings {

    /** Loudest first; total, so that no map's order shows. */
    public static final Comparator<NamedReading> LOUDEST_FIRST = Comparator
            .<NamedReading>comparingDouble(named -> -orZero(named.reading().share()))
            .thenComparingDouble(named -> -Math.abs(orZero(named.reading().deviation())))
            .thenComparing(NamedReading::metric);

    private Readings() {}

    static NamedReading louder(@Nullable NamedReading one, NamedReading other) {
        return one != null && LOUDEST_FIRST.compare(one, other) <= 0 ? one : other;
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
