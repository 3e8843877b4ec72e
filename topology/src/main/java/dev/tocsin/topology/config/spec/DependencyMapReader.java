package dev.tocsin.topology.config.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.tocsin.escalation.neighbour.DependencyMap;

/** Reads the spec of a {@code DependencyMap}. */
final class DependencyMapReader {

    private DependencyMapReader() {}

    static Optional<Content> read(Field spec, String namespace) {
        return spec.attempt(() -> new Content.Dependencies(
                new DependencyMap.Part(namespace, lists(spec.at("calls")), lists(spec.at("nodes")))));
    }

    private static Map<String, List<String>> lists(Field field) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        field.entries().forEach(entry -> lists.put(entry.getKey(), entry.getValue().texts()));
        return lists;
    }
}
