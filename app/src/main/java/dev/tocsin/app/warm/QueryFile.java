package dev.tocsin.app.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.escalation.identity.ServiceId;

/**
 * What to ask Prometheus for, and whose it is:
 *
 * <pre>
 * service: job            # the label that names the service
 * namespace: namespace    # the label that names its namespace; absent, or without a value: default
 * metrics:                # by the names the service's telemetry has in Tocsin
 *   latency_p99_seconds: histogram_quantile(0.99, sum by (job, le) (rate(http_request_duration_seconds_bucket[1m])))
 * </pre>
 */
record QueryFile(String serviceLabel, Optional<String> namespaceLabel, Map<String, String> queries) {

    /** A detector takes no more metrics of one service. */
    private static final int MOST_METRICS = 40;

    /** @throws Failure with everything that is wrong */
    static QueryFile read(Path file) {
        try {
            JsonNode tree = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
            return of(file.toString(), tree);
        } catch (NoSuchFileException e) {
            throw new Failure(file + ": no such file", "", e);
        } catch (IOException e) {
            throw new Failure(file + " can't be read as YAML: " + e.getMessage(), "", e);
        }
    }

    private static QueryFile of(String name, JsonNode tree) {
        List<String> problems = new ArrayList<>();
        tree.fieldNames().forEachRemaining(field -> {
            if (!List.of("service", "namespace", "metrics").contains(field)) {
                problems.add(field + " is none of service, namespace, metrics");
            }
        });
        String service = tree.path("service").asText("");
        if (service.isBlank()) {
            problems.add("service: name the label that names the service, e.g. job");
        }
        Map<String, String> queries = new LinkedHashMap<>();
        tree.path("metrics").properties().forEach(query -> queries.put(query.getKey(), query.getValue().asText("")));
        if (queries.isEmpty() || queries.size() > MOST_METRICS || queries.values().stream().anyMatch(String::isBlank)) {
            problems.add("metrics: 1 to " + MOST_METRICS + " names, each with a PromQL expression");
        }
        if (!problems.isEmpty()) {
            throw new Failure(name + " can't be used:", String.join("\n", problems));
        }
        return new QueryFile(service, Optional.ofNullable(tree.path("namespace").asText(null)),
                Map.copyOf(queries));
    }

    /** Whose series these labels are; empty where they name no service, or one that can't be. */
    Optional<ServiceId> service(Map<String, String> labels) {
        String service = labels.getOrDefault(serviceLabel, "");
        String namespace = namespaceLabel.map(label -> labels.getOrDefault(label, "")).filter(text -> !text.isBlank())
                .orElse(ServiceId.DEFAULT_NAMESPACE);
        try {
            return Optional.of(new ServiceId(namespace, service));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
