package dev.tocsin.deploy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Manifests as Kubernetes' own types, and the fields in them that those types don't have. */
record Manifests(List<HasMetadata> all) {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    /** @throws RuntimeException if a document isn't a manifest */
    static Manifests parse(String yaml) {
        return new Manifests(Arrays.stream(yaml.split("(?m)^---\\s*$"))
                .filter(document -> document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
                .map(document -> (HasMetadata) YAML.unmarshal(document)).toList());
    }

    <T extends HasMetadata> List<T> of(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> T only(Class<T> type) {
        List<T> found = of(type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + type.getSimpleName() + " in " + kinds());
        }
        return found.getFirst();
    }

    List<String> kinds() {
        return all.stream().map(HasMetadata::getKind).toList();
    }

    /** Fields that the kind's type doesn't have, as {@code Kind.path}: what a typing mistake leaves behind. */
    List<String> unknownFields() {
        List<String> unknown = new ArrayList<>();
        for (HasMetadata one : all) {
            if (!(one instanceof GenericKubernetesResource)) {
                walk(one.getKind(), one, unknown, new IdentityHashMap<>());
            }
        }
        return unknown;
    }

    private static void walk(String path, Object node, List<String> unknown, Map<Object, Boolean> seen) {
        if (node instanceof Collection<?> items) {
            items.forEach(item -> walk(path + "[]", item, unknown, seen));
            return;
        }
        if (node instanceof Map<?, ?> map) {
            map.values().forEach(item -> walk(path + "{}", item, unknown, seen));
            return;
        }
        if (node == null || !isModel(node) || seen.put(node, true) != null) {
            return;
        }
        getters(node).forEach(getter -> {
            Object value = call(getter, node);
            if (getter.getName().equals("getAdditionalProperties")) {
                ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
            } else if (value != null) {
                walk(path + "." + getter.getName().substring(3), value, unknown, seen);
            }
        });
    }

    private static boolean isModel(Object node) {
        String name = node.getClass().getName();
        return name.startsWith("io.fabric8.") || name.startsWith("io.strimzi.");
    }

    private static Stream<Method> getters(Object node) {
        Set<String> meta = Set.of("getClass", "getDeclaringClass", "getFullResourceName");
        return Arrays.stream(node.getClass().getMethods()).filter(method -> method.getParameterCount() == 0
                && method.getName().startsWith("get") && !meta.contains(method.getName()));
    }

    private static Object call(Method getter, Object node) {
        try {
            return getter.invoke(node);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(getter + " of " + node.getClass(), e);
        }
    }
}
