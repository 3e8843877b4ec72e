package dev.tocsin.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * A YAML file as flat settings: {@code http: {port: 1}} and {@code http.port: 1} are the same; the elements of a list
 * of maps are {@code sources.0.topic}, a list of plain values is one comma separated value.
 */
final class FlatYaml {

    private static final ObjectMapper YAML = new ObjectMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

    private final Path file;
    private final Map<String, String> flat = new LinkedHashMap<>();

    private FlatYaml(Path file) {
        this.file = file;
    }

    static Map<String, String> read(Path file) {
        var yaml = new FlatYaml(file);
        yaml.flatten("", yaml.tree());
        return yaml.flat;
    }

    private JsonNode tree() {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (!root.isObject() && !root.isMissingNode() && !root.isNull()) {
                throw problem("isn't a map of settings");
            }
            return root;
        } catch (JacksonException e) {
            throw problem("line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw problem("can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void flatten(String key, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> node.properties().forEach(field -> flatten(under(key, field.getKey()), field.getValue()));
            case ARRAY -> flattenList(key, node);
            case NULL, MISSING -> {
                // said nothing, as if the line weren't there
            }
            default -> put(key, node.asText());
        }
    }

    private void flattenList(String key, JsonNode list) {
        if (list.valueStream().allMatch(JsonNode::isValueNode)) {
            put(key, String.join(",", list.valueStream().map(JsonNode::asText).toList()));
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            flatten(under(key, Integer.toString(i)), list.get(i));
        }
    }

    private void put(String key, String value) {
        if (flat.putIfAbsent(key, value) != null) {
            throw problem(key + " is there twice");
        }
    }

    private static String under(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private SettingsException problem(String what) {
        return new SettingsException(List.of(file + ": " + what));
    }
}
