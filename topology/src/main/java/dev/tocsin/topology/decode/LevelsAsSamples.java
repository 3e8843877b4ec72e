package dev.tocsin.topology.decode;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.ResourcePoints;
import dev.tocsin.topology.telemetry.Temporality;

/**
 * Points that are levels already, as samples: one per resource and time. A metric that has several points at a time, told
 * apart by attributes, gives as many samples, so that a window aggregates over all of them.
 */
final class LevelsAsSamples {

    private record Key(Attributes resource, long millis, int occurrence) {}

    private record Occurrence(Attributes resource, long millis, String metric) {}

    private final Map<Key, Map<String, Double>> samples = new LinkedHashMap<>();
    private final Map<Occurrence, Integer> occurrences = new HashMap<>();
    private final Consumer<String> left;

    private LevelsAsSamples(Consumer<String> left) {
        this.left = left;
    }

    /** @param left told a named reason for each point that gives no sample */
    static List<Sample> of(List<ResourcePoints> resources, Consumer<String> left) {
        LevelsAsSamples levels = new LevelsAsSamples(left);
        for (ResourcePoints resource : resources) {
            resource.points().forEach(point -> levels.add(resource.attributes(), point));
        }
        return levels.samples.entrySet().stream().map(entry -> sample(entry.getKey(), entry.getValue())).toList();
    }

    private void add(Attributes resource, Point point) {
        switch (point) {
            case Point.Gauge gauge -> level(resource, point, gauge.value());
            case Point.Untyped untyped -> level(resource, point, untyped.value());
            case Point.Sum sum -> {
                if (sum.monotonic() || sum.temporality() == Temporality.DELTA) {
                    left.accept("counter_not_derived");
                } else {
                    level(resource, point, sum.value());
                }
            }
            case Point.Histogram _,Point.ExponentialHistogram _,Point.Summary _ ->
                left.accept("histogram_not_derived");
        }
    }

    private void level(Attributes resource, Point point, double value) {
        if (!resource.containsKey("service.name")) {
            left.accept("no_service_name");
            return;
        }
        long millis = point.timeMillis();
        int occurrence = occurrences.merge(new Occurrence(resource, millis, point.metric()), 1, Integer::sum) - 1;
        samples.computeIfAbsent(new Key(resource, millis, occurrence), added -> new HashMap<>())
                .put(point.metric(), value);
    }

    private static Sample sample(Key key, Map<String, Double> metrics) {
        Attributes attributes = key.resource;
        String namespace = first(attributes, ServiceId.DEFAULT_NAMESPACE, "service.namespace",
                "deployment.environment.name", "deployment.environment");
        return Sample.of(namespace, first(attributes, "", "service.name"),
                first(attributes, "", "service.instance.id", "k8s.pod.name", "host.name"),
                Instant.ofEpochMilli(key.millis), metrics, Map.of());
    }

    private static String first(Attributes attributes, String otherwise, String... names) {
        for (String name : names) {
            String value = attributes.get(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return otherwise;
    }
}
