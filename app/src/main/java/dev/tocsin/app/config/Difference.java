package dev.tocsin.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.config.Problem;

/**
 * A field that two versions of a document don't share.
 *
 * @param before null where only the newer has it
 * @param after null where only the older has it
 */
record Difference(String path, @Nullable JsonNode before, @Nullable JsonNode after) {

    static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> differences = new ArrayList<>();
        compare("", before, after, differences);
        return differences;
    }

    private static void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after,
            List<Difference> differences) {
        if (before == null || after == null) {
            differences.add(new Difference(path, before, after));
        } else if (before.isObject() && after.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(
                    name -> compare(Problem.child(path, name), before.get(name), after.get(name), differences));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "/" + i, before.get(i), after.get(i), differences);
            }
        } else if (!before.equals(after)) {
            differences.add(new Difference(path, before, after));
        }
    }

    @Override
    public String toString() {
        return path + ": " + shown(before) + " -> " + shown(after);
    }

    private static String shown(@Nullable JsonNode value) {
        return value == null ? "nothing" : value.toString();
    }
}
