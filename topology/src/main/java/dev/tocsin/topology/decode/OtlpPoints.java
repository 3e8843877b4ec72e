package dev.tocsin.topology.decode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.topology.sample.Sample;

/**
 * Collects the points of one OTLP request into samples: one per resource and time. A metric that has several points at
 * a time, told apart by attributes, gives as many samples, so that a window aggregates over all of them.
 */
final class OtlpPoints {

    private record Key(int resource, long millis, int occurrence) {}

    private record Point(int resource, long millis, String metric) {}

    private final Map<Key, TelemetrySample> samples = new HashMap<>();
    private final List<TelemetrySample> ordered = new ArrayList<>();
    private final Map<Point, Integer> occurrences = new HashMap<>();
    private final List<String> left = new ArrayList<>();
    private Map<String, String> attributes = Map.of();
    private int resource = -1;

    /** The points that follow belong to a resource with these attributes. */
    void resource(Map<String, String> its) {
        attributes = Map.copyOf(its);
        resource++;
    }

    void point(String metric, long timeUnixNano, double value) {
        if (!attributes.containsKey("service.name")) {
            left.add("no_service_name");
            return;
        }
        if (timeUnixNano <= 0) {
            left.add("no_time");
            return;
        }
        long millis = timeUnixNano / 1_000_000;
        int occurrence = occurrences.merge(new Point(resource, millis, metric), 1, Integer::sum) - 1;
        samples.computeIfAbsent(new Key(resource, millis, occurrence), this::sample).getMetrics().put(metric, value);
    }

    /** A point of a kind that isn't turned into values. */
    void leave(String reason) {
        left.add(reason);
    }

    Decoding done() {
        return new Decoding.Samples(ordered.stream().map(Sample::of).toList(), List.copyOf(left));
    }

    private TelemetrySample sample(Key key) {
        TelemetrySample sample = TelemetrySample.newBuilder()
                .setNamespace(first("service.namespace", "deployment.environment.name", "deployment.environment"))
                .setService(attributes.getOrDefault("service.name", ""))
                .setInstance(instance()).setTime(Instant.ofEpochMilli(key.millis)).setMetrics(new HashMap<>())
                .setLabels(Map.of()).build();
        ordered.add(sample);
        return sample;
    }

    private String instance() {
        String instance = attributes.get("service.instance.id");
        String pod = attributes.get("k8s.pod.name");
        return instance != null ? instance : pod != null ? pod : attributes.getOrDefault("host.name", "");
    }

    private String first(String... names) {
        for (String name : names) {
            String value = attributes.get(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return ServiceId.DEFAULT_NAMESPACE;
    }
}
