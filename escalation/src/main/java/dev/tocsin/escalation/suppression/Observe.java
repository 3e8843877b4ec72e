package dev.tocsin.escalation.suppression;

import java.util.Set;

import dev.tocsin.escalation.identity.ServiceId;

/** Observe mode: where it holds everything is evaluated, and nothing is told louder than the digest. */
public record Observe(boolean everywhere, Set<String> namespaces) {

    /** No namespace is only observed. */
    public static final Observe NOWHERE = new Observe(false, Set.of());

    /** Every namespace is only observed. */
    public static final Observe EVERYWHERE = new Observe(true, Set.of());

    public Observe {
        namespaces = Set.copyOf(namespaces);
    }

    public static Observe in(String... namespaces) {
        return new Observe(false, Set.of(namespaces));
    }

    public boolean holds(ServiceId service) {
        return everywhere || namespaces.contains(service.namespace());
    }
}
