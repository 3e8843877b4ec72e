package dev.tocsin.notifiers.webhook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A payload as a template sees it: maps, lists, text. An owner's label that isn't there is empty, since labels differ by
 * service; any other name that isn't there is a slip of the template. {@code label_list} has name and value of each.
 */
final class Values {

    private Values() {}

    static Map<String, @Nullable Object> of(ObjectNode payload) {
        Map<String, @Nullable Object> values = map(payload);
        Map<String, Object> labels = new Lenient();
        List<Map<String, Object>> list = new ArrayList<>();
        payload.path("labels").properties().forEach(label -> {
            labels.put(label.getKey(), label.getValue().asText());
            list.add(Map.of("name", label.getKey(), "value", label.getValue().asText()));
        });
        values.put("labels", labels);
        values.put("label_list", list);
        return values;
    }

    private static Map<String, @Nullable Object> map(JsonNode node) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> map(node);
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(element -> list.add(value(element)));
                yield list;
            }
            case NULL, MISSING -> null;
            default -> node.asText();
        };
    }

    /** Has every name. */
    private static final class Lenient extends LinkedHashMap<String, Object> {

        private static final long serialVersionUID = 1;

        @Override
        public boolean containsKey(@Nullable Object name) {
            return true;
        }

        @Override
        public Object get(@Nullable Object name) {
            return getOrDefault(name, "");
        }

        @Override
        public Object getOrDefault(@Nullable Object name, Object otherwise) {
            Object value = super.get(name);
            return value == null ? otherwise : value;
        }
    }
}
