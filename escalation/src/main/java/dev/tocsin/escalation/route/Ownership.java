package dev.tocsin.escalation.route;

import java.util.List;
import java.util.OptionalInt;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.ServiceGlob;

/**
 * Which team answers for which services, and where it is told when no route says otherwise.
 *
 * @param services at least one glob
 * @param destinations names of receivers, none where the default ones are told
 * @param observed whether these services are told no louder than the digest, until their team trusts the bell
 */
public record Ownership(Document document, List<ServiceGlob> services, Owner owner, List<String> destinations,
        boolean observed) {

    public Ownership {
        services = List.copyOf(services);
        destinations = List.copyOf(destinations);
        if (services.isEmpty()) {
            throw new IllegalArgumentException(document + " owns no service");
        }
    }

    /** How exactly it names a service: the literal characters of its best glob; empty where it doesn't. */
    OptionalInt exactness(ServiceId service) {
        return document.concerns(service)
                ? services.stream().filter(glob -> glob.matches(service)).mapToInt(ServiceGlob::literals).max()
                : OptionalInt.empty();
    }
}
