package dev.tocsin.app.warm;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.tocsin.topology.telemetry.Attributes;

/** How the labels of a series in Prometheus are the attributes of the same series as it arrives live. */
sealed interface Labelling {

    /** The labels in which some attributes may be written. */
    Set<String> labels(Set<String> attributes);

    /**
     * The attributes of a series.
     *
     * @param asked those that are of interest
     */
    Attributes attributes(Map<String, String> labels, Set<String> asked);

    /** What it is, as the end of a sentence. */
    String told();

    /**
     * The same, as when Prometheus itself writes to Kafka.
     *
     * @param external labels it adds to what it sends
     */
    record AsWritten(Map<String, String> external) implements Labelling {

        @Override
        public Set<String> labels(Set<String> attributes) {
            return attributes;
        }

        @Override
        public Attributes attributes(Map<String, String> labels, Set<String> asked) {
            Map<String, String> all = new HashMap<>(external);
            all.putAll(labels);
            return Attributes.of(all);
        }

        @Override
        public String told() {
            return "as they are" + (external.isEmpty() ? "" : ", and those Prometheus adds: " + external);
        }
    }

    /**
     * Those of OpenTelemetry, which live telemetry has as they are: {@code job} is namespace and name of the service,
     * {@code instance} its id, {@code target_info} has the resource's other attributes, dots as underscores.
     *
     * @param resources the labels of {@code target_info} by job
     * @see <a href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/">its mapping</a>
     */
    record OfOpenTelemetry(Map<String, Map<String, String>> resources) implements Labelling {

        /** With the resources of which {@code target_info} tells at a time; of several with one job the last. */
        static OfOpenTelemetry of(Prometheus from, Instant now) {
            Map<String, Map<String, String>> resources = new HashMap<>();
            from.instant("target_info", "target_info", now)
                    .forEach(series -> resources.put(series.labels().getOrDefault("job", ""), series.labels()));
            return new OfOpenTelemetry(resources);
        }

        @Override
        public String told() {
            return "as OpenTelemetry's, with the resources of " + resources.size() + " jobs in target_info";
        }

        @Override
        public Set<String> labels(Set<String> attributes) {
            Set<String> labels = new TreeSet<>(Set.of("job"));
            attributes.forEach(attribute -> labels.add(label(attribute)));
            return labels;
        }

        @Override
        public Attributes attributes(Map<String, String> labels, Set<String> asked) {
            Map<String, String> resource = resources.getOrDefault(labels.getOrDefault("job", ""), Map.of());
            Map<String, String> all = new HashMap<>();
            for (String attribute : asked) {
                String value = labels.getOrDefault(label(attribute), resource.get(label(attribute)));
                if (value != null && attribute.indexOf('.') > 0) {
                    all.put(attribute, value);
                }
            }
            String job = labels.getOrDefault("job", "");
            if (!job.isEmpty()) {
                int slash = job.indexOf('/');
                all.put("service.name", job.substring(slash + 1));
                if (slash > 0) {
                    all.put("service.namespace", job.substring(0, slash));
                }
            }
            return Attributes.of(all);
        }

        private static String label(String attribute) {
            return attribute.replaceAll("[^a-zA-Z0-9_]", "_");
        }
    }
}
