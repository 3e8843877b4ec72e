package dev.tocsin.topology.map;

import java.util.List;
import java.util.Set;

import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.Input.Part;

/**
 * What a map asks of all series of one metric at once, for who can't see them point by point.
 *
 * @param metric the name of the series
 * @param part of the input that the series are
 * @param quantile with {@link Form#GIVEN}, otherwise NaN
 * @param where all of these must hold for a series
 * @param unless none of these may hold: another entry, or another map, takes those
 * @param namespace of the services it is asked for, {@link MetricMap#ALL} for all
 * @param except namespaces it isn't asked for: their own map takes the metric
 */
public record Question(String metric, Input input, Part part, Form form, double quantile, List<Where> where,
        List<Where> unless, String namespace, Set<String> except) {

    /** What the series are. */
    public enum Form {
        /** Levels. */
        LEVEL,
        /** Counters. */
        COUNTER,
        /** Counters of observations up to the bound in the label {@code le}. */
        BUCKETS,
        /** A quantile the producer computed, told by the label {@code quantile}. */
        GIVEN
    }

    public Question {
        where = List.copyOf(where);
        unless = List.copyOf(unless);
        except = Set.copyOf(except);
    }

    /** Whether it is asked for the services of a namespace. */
    public boolean concerns(String other) {
        return (namespace.equals(MetricMap.ALL) || namespace.equals(other)) && !except.contains(other);
    }
}
