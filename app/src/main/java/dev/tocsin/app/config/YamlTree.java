package dev.tocsin.app.config;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.topology.config.Problem;
import dev.tocsin.topology.config.schema.StrictJson;

/**
 * A YAML document as a JSON tree with the line of every value. Plain scalars mean what they mean in YAML 1.2's core
 * schema, so that {@code on}, {@code no}, {@code 12:30} and dates are text.
 */
final class YamlTree {

    /** The most values a document may have once its aliases are written out. */
    static final int MAX_VALUES = 100_000;

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern BIG = Pattern.compile("-?[1-9][0-9]{18,99}");
    private static final Pattern DECIMAL = Pattern
            .compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,3})?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Integer> lines = new HashMap<>();
    private int values;
    private JsonNode root = JSON.nullNode();

    private YamlTree() {}

    /** A document that can't be a tree. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int line;
        private final String reason;

        Refused(Node node, String reason) {
            super(reason);
            this.line = lineOf(node);
            this.reason = reason;
        }

        int line() {
            return line;
        }

        String reason() {
            return reason;
        }
    }

    /** @throws Refused if it has duplicate or composite keys, foreign tags, or grows beyond its limits by aliases */
    static YamlTree of(Node document) {
        YamlTree tree = new YamlTree();
        tree.root = tree.value(document, "", 0);
        return tree;
    }

    JsonNode root() {
        return root;
    }

    Map<String, Integer> lines() {
        return lines;
    }

    /** Whether there is nothing between two separators. */
    boolean empty() {
        return root.isNull();
    }

    private JsonNode value(Node node, String path, int depth) {
        if (++values > MAX_VALUES) {
            throw new Refused(node, "has more than " + MAX_VALUES + " values once its aliases are written out");
        }
        if (depth > StrictJson.MAX_DEPTH) {
            throw new Refused(node, "is nested deeper than " + StrictJson.MAX_DEPTH + " levels");
        }
        if (!node.getTag().getValue().startsWith(Tag.PREFIX)) {
            throw new Refused(node, "tag " + node.getTag().getValue() + " isn't supported");
        }
        lines.putIfAbsent(path, lineOf(node));
        return switch (node) {
            case MappingNode map -> map(map, path, depth);
            case SequenceNode list -> list(list, path, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new Refused(node, "is neither a map, nor a list, nor a value");
        };
    }

    private ObjectNode map(MappingNode map, String path, int depth) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : map.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new Refused(entry.getKeyNode(), "a field's name is a map or a list");
            }
            String child = Problem.child(path, key.getValue());
            lines.putIfAbsent(child, lineOf(key));
            JsonNode value = value(entry.getValueNode(), child, depth + 1);
            if (object.has(key.getValue())) {
                throw new Refused(key, "field '" + key.getValue() + "' is there twice");
            }
            object.set(key.getValue(), value);
        }
        return object;
    }

    private ArrayNode list(SequenceNode list, String path, int depth) {
        ArrayNode array = JSON.arrayNode();
        for (Node item : list.getValue()) {
            array.add(value(item, path + "/" + array.size(), depth + 1));
        }
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN || scalar.getTag().equals(Tag.STR)) {
            return JSON.textNode(text);
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
            case "true", "True", "TRUE" -> JSON.booleanNode(true);
            case "false", "False", "FALSE" -> JSON.booleanNode(false);
            default -> number(text);
        };
    }

    private static JsonNode number(String text) {
        if (INTEGER.matcher(text).matches()) {
            long value = Long.parseLong(text);
            return value == (int) value ? JSON.numberNode((int) value) : JSON.numberNode(value);
        }
        if (BIG.matcher(text).matches()) {
            return JSON.numberNode(new BigInteger(text));
        }
        return DECIMAL.matcher(text).matches() ? JSON.numberNode(Double.parseDouble(text)) : JSON.textNode(text);
    }

    private static int lineOf(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }
}
