package dev.tocsin.app.inspect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.tocsin.topology.map.SeriesHash;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.Temporality;

/** What was seen of one metric. Bounded, whatever the topic has. */
final class MetricSight {

    private static final int MOST_SERIES = 20_000;
    private static final int MOST_VALUES = 200;

    final String name;
    String kind = "";
    String unit = "";
    long points;
    /** Which map took it, empty for none. */
    String map = "";
    final Set<String> outputs = new TreeSet<>();
    final Map<String, Long> left = new TreeMap<>();
    private final Set<Long> series = new HashSet<>();
    private final Map<String, Set<String>> values = new HashMap<>();

    MetricSight(String name) {
        this.name = name;
    }

    void saw(Attributes resource, Point point) {
        points++;
        kind = kind(point);
        unit = point.unit();
        if (series.size() < MOST_SERIES) {
            series.add(31 * SeriesHash.of(resource) + SeriesHash.of(point.attributes()));
        }
        point.attributes().forEach((attribute, value) -> {
            Set<String> some = values.computeIfAbsent(attribute, any -> new TreeSet<>());
            if (some.size() < MOST_VALUES) {
                some.add(value);
            }
        });
    }

    int series() {
        return series.size();
    }

    /** Attribute to its values, at most {@value #MOST_VALUES} of each. */
    Map<String, Set<String>> values() {
        return values;
    }

    private static String kind(Point point) {
        return switch (point) {
            case Point.Gauge _ -> "gauge";
            case Point.Untyped _ -> "untyped";
            case Point.Sum sum -> (sum.monotonic() ? "counter" : "up-down counter") + delta(sum.temporality());
            case Point.Histogram histogram -> "histogram" + delta(histogram.temporality());
            case Point.ExponentialHistogram histogram -> "exponential histogram" + delta(histogram.temporality());
            case Point.Summary _ -> "summary";
        };
    }

    private static String delta(Temporality temporality) {
        return temporality == Temporality.DELTA ? ", delta" : "";
    }
}
