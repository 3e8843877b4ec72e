package dev.tocsin.app.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;

/**
 * A map for a topic, to begin with: a name for services where none was found, and an entry for each metric that no map
 * knows in particular, the most telling names first.
 */
final class Proposal {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder().enable(Feature.MINIMIZE_QUOTES)
            .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR).disable(Feature.SPLIT_LINES).build());
    private static final String ANYTHING = "anything-else";
    private static final int MOST_ENTRIES = 200;
    private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9_.:/-]");
    private static final List<String> TELLING = List.of("error", "fail", "5xx", "latency", "duration", "response",
            "request", "cpu", "memory", "queue", "lag", "pending");
    private static final List<String> NAMES = List.of("service", "app", "application", "component", "job", "container",
            "name", "host");
    private static final Set<String> STATUS = Set.of("status", "code", "status_code", "http_status", "response_code",
            "http.response.status_code", "http.status_code");
    private static final Pattern SERVER_ERROR = Pattern.compile("5\\d\\d");

    private final Inspection seen;
    private final String topic;

    Proposal(Inspection seen, String topic) {
        this.seen = seen;
        this.topic = topic;
    }

    /** Whether the maps in force know all there is. */
    boolean isEmpty() {
        return unknown().isEmpty() && serviceNames().isEmpty();
    }

    /** The document, with what it covers in comments above it. */
    String yaml() throws JsonProcessingException {
        List<MetricSight> unknown = unknown();
        long own = unknown.stream().mapToLong(metric -> metric.points).sum();
        long known = seen.metrics.values().stream().filter(Proposal::isKnown).mapToLong(metric -> metric.points).sum();
        return String.format(Locale.ROOT, """
                # Proposed by tocsin inspect %s from %d records.
                # Of %d metrics the maps in force know %d (%.1f %% of points); this map names %d more (%.1f %%).
                # Put what matters first: of more than 40 metrics of a service the later ones are left out.
                """, topic, seen.records, seen.metrics.size(),
                seen.metrics.values().stream().filter(Proposal::isKnown).count(), share(known), unknown.size(),
                share(own)) + YAML.writeValueAsString(document(unknown));
    }

    private double share(long points) {
        return seen.points == 0 ? 0 : 100.0 * points / seen.points;
    }

    private static boolean isKnown(MetricSight metric) {
        return !metric.map.isEmpty() && !metric.map.equals(ANYTHING);
    }

    /** What only the last map takes, or none for want of a name. */
    private List<MetricSight> unknown() {
        return seen.metrics.values().stream()
                .filter(metric -> metric.map.equals(ANYTHING) || metric.left.containsKey("no_service_name"))
                .filter(metric -> metric.name.length() <= 120 && !metric.name.isBlank())
                .sorted(Comparator.comparingInt(Proposal::rank).thenComparing(metric -> metric.name))
                .limit(MOST_ENTRIES).toList();
    }

    private static int rank(MetricSight metric) {
        String name = metric.name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < TELLING.size(); i++) {
            if (name.contains(TELLING.get(i))) {
                return i;
            }
        }
        return TELLING.size();
    }

    private ObjectNode document(List<MetricSight> unknown) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("kind", "MetricMap");
        document.put("name", name(topic));
        ObjectNode spec = document.putObject("spec");
        spec.put("source", topic);
        List<String> names = serviceNames();
        if (!names.isEmpty()) {
            ArrayNode service = spec.putArray("service");
            names.forEach(service::add);
        }
        if (!unknown.isEmpty()) {
            ArrayNode metrics = spec.putArray("metrics");
            unknown.forEach(metric -> entries(metrics, metric));
        }
        return document;
    }

    /** A document's name after the topic's. */
    static String name(String topic) {
        String name = topic.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? "proposed" : name.substring(0, Math.min(63, name.length()));
    }

    /** Attributes that could name a service, where the maps that ship found none in some of the telemetry. */
    private List<String> serviceNames() {
        boolean nameless = seen.metrics.values().stream()
                .anyMatch(metric -> metric.left.containsKey("no_service_name"));
        if (!nameless) {
            return List.of();
        }
        Set<String> attributes = new TreeSet<>(seen.resourceAttributes.keySet());
        seen.metrics.values().forEach(metric -> attributes.addAll(metric.values().keySet()));
        List<String> names = new ArrayList<>();
        for (String word : NAMES) {
            attributes.stream().filter(attribute -> attribute.toLowerCase(Locale.ROOT).contains(word))
                    .filter(attribute -> !names.contains(attribute)).forEach(names::add);
        }
        return names.stream().limit(10).toList();
    }

    private static void entries(ArrayNode metrics, MetricSight metric) {
        String base = base(metric.name);
        boolean counter = metric.kind.startsWith("counter")
                || metric.kind.equals("untyped") && (metric.name.endsWith("_total") || metric.name.endsWith("_count"));
        boolean histogram = metric.kind.contains("histogram") || metric.kind.equals("summary")
                || metric.name.endsWith("_bucket");
        errors(metrics, metric, base, counter || metric.kind.contains("histogram"));
        ObjectNode entry = metrics.addObject().put("match", metric.name);
        if (histogram) {
            entry.put("name", base);
            entry.putArray("quantiles").add(0.5).add(0.95).add(0.99);
            unit(entry, metric.unit);
        } else if (counter) {
            entry.put("name", base + "_per_second").put("take", "rate");
        } else {
            entry.put("name", base);
            unit(entry, metric.unit);
        }
    }

    /** A counter that tells server errors apart gives their ratio. */
    private static void errors(ArrayNode metrics, MetricSight metric, String base, boolean counts) {
        for (Map.Entry<String, Set<String>> attribute : metric.values().entrySet()) {
            boolean errors = attribute.getValue().stream().anyMatch(value -> SERVER_ERROR.matcher(value).matches());
            if (counts && errors && STATUS.contains(attribute.getKey())) {
                ObjectNode ratio = metrics.addObject().put("name", base + "_error_ratio").putObject("ratio");
                ratio.putObject("of").put("match", metric.name).putObject("where").put(attribute.getKey(), "5??");
                ratio.putObject("to").put("match", metric.name);
                return;
            }
        }
    }

    private static void unit(ObjectNode entry, String unit) {
        switch (unit) {
            case "ms", "us", "ns" -> entry.put("unit", unit);
            case "%" -> entry.put("unit", "percent");
            default -> {
                // Seconds, bytes and ratios go on as they are.
            }
        }
    }

    private static String base(String metric) {
        String bare = metric.replaceAll("_(total|count|bucket)$", "");
        String legal = ILLEGAL.matcher(bare).replaceAll("_");
        return Character.isLetter(legal.charAt(0)) || legal.charAt(0) == '_' ? legal : "_" + legal;
    }
}
