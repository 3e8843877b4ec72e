package dev.tocsin.topology.config.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.config.Problem;

/**
 * A value within a spec whose types its schema has checked, with the pointer that leads to it and the problems found
 * so far.
 */
record Field(String path, JsonNode value, List<Problem> problems) {

    boolean present() {
        return !value.isMissingNode() && !value.isNull();
    }

    boolean has(String name) {
        return value.has(name);
    }

    Field at(String name) {
        return new Field(Problem.child(path, name), value.path(name), problems);
    }

    /** The elements of a list; a single value is a list of one. */
    List<Field> items() {
        if (!value.isArray()) {
            return present() ? List.of(this) : List.of();
        }
        List<Field> items = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            items.add(new Field(path + "/" + i, value.path(i), problems));
        }
        return items;
    }

    List<Map.Entry<String, Field>> entries() {
        return value.properties().stream().map(entry -> Map.entry(entry.getKey(), at(entry.getKey()))).toList();
    }

    String text() {
        return value.asText("");
    }

    List<String> texts() {
        return items().stream().map(Field::text).toList();
    }

    /** What a reading makes of the text; a problem and empty where it refuses, empty where there is nothing. */
    <T> Optional<T> as(Function<String, T> reading) {
        return present() ? attempt(() -> reading.apply(text())) : Optional.empty();
    }

    Optional<Duration> duration() {
        return as(Durations::parse);
    }

    /** A value of the domain, or a problem here where it refuses to be built. */
    <T> Optional<T> attempt(Supplier<T> construction) {
        try {
            return Optional.of(construction.get());
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    void problem(String reason) {
        problems.add(new Problem(path, reason));
    }
}
