package dev.tocsin.topology.map;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.telemetry.Attributes;

/** What a point's attributes must be, or its resource's where the point has none of that name. */
public record Where(List<Test> tests) {

    public static final Where ANY = new Where(List.of());

    /** What one attribute must be. */
    public record Test(String attribute, Globs globs) {}

    public Where {
        tests = List.copyOf(tests);
    }

    /** @throws IllegalArgumentException if a glob is none */
    public static Where of(Map<String, List<String>> globs) {
        return new Where(globs.entrySet().stream().map(one -> new Test(one.getKey(), Globs.parse(one.getValue())))
                .toList());
    }

    boolean match(Attributes resource, Attributes point) {
        for (Test test : tests) {
            if (!test.globs.match(look(test.attribute, resource, point))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String look(String attribute, Attributes resource, Attributes point) {
        String value = point.get(attribute);
        return value != null || resource == point ? value : resource.get(attribute);
    }
}
