package dev.tocsin.escalation.route;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.suppression.Document;

/**
 * Who answers for which service. Of several the one that names it most exactly: a namespace's own document before one of
 * all namespaces, then the glob with the most literal characters, then the first by name.
 */
public record Owners(List<Ownership> ownerships) {

    /** Nobody answers for anything. */
    public static final Owners NONE = new Owners(List.of());

    public Owners {
        ownerships = List.copyOf(ownerships);
    }

    public Optional<Ownership> of(ServiceId service) {
        return ownerships.stream()
                .filter(ownership -> ownership.exactness(service).isPresent())
                .min(Comparator.<Ownership, Boolean>comparing(Owners::isEverywhere)
                        .thenComparing(Comparator.<Ownership>comparingInt(
                                ownership -> ownership.exactness(service).orElse(0)).reversed())
                        .thenComparing(ownership -> ownership.document().name()));
    }

    /** Whether any of them has the service only observed. */
    public boolean observe(ServiceId service) {
        return ownerships.stream()
                .anyMatch(ownership -> ownership.observed() && ownership.exactness(service).isPresent());
    }

    private static boolean isEverywhere(Ownership ownership) {
        return ownership.document().namespace().equals(Document.ALL);
    }
}
