package dev.tocsin.topology.profile;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.suppression.Document;

/**
 * The profiles of all documents in force, beside the usual one. Of several that match a service the one that names it most
 * exactly: a namespace's own document before one of all namespaces, then the glob with the most literal characters, then
 * the first by name. Immutable.
 */
public final class Profiles {

    private final List<ServiceProfile> documents;
    private final Map<ServiceProfile, Terms> terms = new IdentityHashMap<>();
    private final Terms usual;
    private final Choice otherwise;
    private final boolean listen;

    public Profiles(List<ServiceProfile> documents, Profile usual) {
        this.documents = List.copyOf(documents);
        this.usual = Terms.of(usual);
        this.otherwise = new Choice(this.usual, null, null);
        this.listen = this.documents.stream().anyMatch(document -> document.judges() && document.outside() != null);
        this.documents.forEach(document -> terms.put(document, document.terms(usual)));
    }

    /** Whether no document says anything, so that all services are judged alike. */
    public boolean none() {
        return documents.isEmpty();
    }

    /** Whether any candidate is tried out. */
    public boolean tryOut() {
        return documents.stream().anyMatch(document -> !document.judges());
    }

    /** Whether any that judges listens to a model outside. */
    public boolean listen() {
        return listen;
    }

    /** Of a service that no document speaks of. */
    Choice otherwise() {
        return otherwise;
    }

    public Choice of(ServiceId service) {
        Terms candidate = best(service, document -> document.tries(service)).map(terms::get).orElse(null);
        Optional<ServiceProfile> judging = best(service, ServiceProfile::judges);
        return judging.isEmpty() && candidate == null
                ? otherwise
                : new Choice(judging.map(terms::get).orElse(usual), candidate,
                        judging.isEmpty() ? null : judging.get().outside());
    }

    private Optional<ServiceProfile> best(ServiceId service, Predicate<ServiceProfile> fit) {
        return documents.stream()
                .filter(fit)
                .filter(document -> document.exactness(service).isPresent())
                .min(Comparator.<ServiceProfile, Boolean>comparing(
                        document -> document.document().namespace().equals(Document.ALL))
                        .thenComparing(Comparator.<ServiceProfile>comparingInt(
                                document -> document.exactness(service).orElse(0)).reversed())
                        .thenComparing(document -> document.document().name()));
    }
}
