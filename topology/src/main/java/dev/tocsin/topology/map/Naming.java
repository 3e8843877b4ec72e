package dev.tocsin.topology.map;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.map.Template.Filling;
import dev.tocsin.topology.telemetry.Attributes;

/** A map's way to name a service, taken apart once. */
final class Naming {

    private final MetricMap map;
    private final List<Filling> namespace;
    private final List<Filling> service;
    private final List<Filling> instance;

    Naming(MetricMap map) {
        this.map = map;
        namespace = map.identity().namespace().stream().map(Template::filling).toList();
        service = map.identity().service().stream().map(Template::filling).toList();
        instance = map.identity().instance().stream().map(Template::filling).toList();
    }

    MetricMap map() {
        return map;
    }

    @Nullable
    String namespace(Attributes resource, Attributes point) {
        return first(namespace, resource, point);
    }

    @Nullable
    String service(Attributes resource, Attributes point) {
        return first(service, resource, point);
    }

    @Nullable
    String instance(Attributes resource, Attributes point) {
        return first(instance, resource, point);
    }

    private static @Nullable String first(List<Filling> templates, Attributes resource, Attributes point) {
        for (Filling template : templates) {
            String text = template.of(resource, point);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
