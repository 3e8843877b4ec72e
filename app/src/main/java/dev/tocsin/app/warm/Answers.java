package dev.tocsin.app.warm;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** What Prometheus' HTTP API answers, read. Values that are no numbers are left out. */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Answers() {}

    /** @throws IOException if this isn't a matrix, as when something else answers there */
    static List<Series> matrix(String body) throws IOException {
        return series(body, "matrix");
    }

    /** @throws IOException if this isn't a vector */
    static List<Series> vector(String body) throws IOException {
        return series(body, "vector");
    }

    private static List<Series> series(String body, String type) throws IOException {
        JsonNode data = JSON.readTree(body).path("data");
        if (!data.path("resultType").asText("").equals(type)) {
            throw new IOException("the answer is no " + type + " of Prometheus");
        }
        List<Series> all = new ArrayList<>();
        for (JsonNode result : data.path("result")) {
            Map<Instant, Double> points = new LinkedHashMap<>();
            result.path("values").forEach(point -> add(points, point));
            if (result.has("value")) {
                add(points, result.path("value"));
            }
            all.add(new Series(texts(result.path("metric")), points));
        }
        return all;
    }

    private static void add(Map<Instant, Double> points, JsonNode point) {
        double value = number(point.path(1).asText(""));
        if (Double.isFinite(value)) {
            points.put(Instant.ofEpochMilli(Math.round(point.path(0).asDouble() * 1_000)), value);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** @throws IOException if this is no list */
    static List<String> names(String body) throws IOException {
        JsonNode data = JSON.readTree(body).path("data");
        if (!data.isArray()) {
            throw new IOException("the answer is no list of names");
        }
        List<String> names = new ArrayList<>();
        data.forEach(name -> names.add(name.asText()));
        return names;
    }

    static Map<String, String> externalLabels(String body) throws IOException {
        JsonNode config = YAML.readTree(JSON.readTree(body).path("data").path("yaml").asText(""));
        return texts(config.path("global").path("external_labels"));
    }

    /** What it says is wrong, as the end of a sentence. */
    static String error(String body) {
        try {
            String error = JSON.readTree(body).path("error").asText("");
            return error.isEmpty() ? "" : ": " + error;
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** Prometheus says {@code NaN}, {@code +Inf} and {@code -Inf} too. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
