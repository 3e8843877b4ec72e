package dev.tocsin.topology.sample;

import dev.tocsin.escalation.identity.ServiceId;

/** Whose a sample is, as its telemetry says. */
public sealed interface Identity {

    /**
     * A service.
     *
     * @param key {@code namespace/service}, the key of everything that is of this service
     */
    record Known(ServiceId service, String key) implements Identity {}

    /** Names that can't be a service's, and why. */
    record Unusable(String fault) implements Identity {}

    /** Reads the two names as telemetry has them. */
    static Identity of(String namespace, String service) {
        try {
            ServiceId id = new ServiceId(namespace, service);
            return new Known(id, id.toString());
        } catch (IllegalArgumentException bad) {
            return new Unusable(String.valueOf(bad.getMessage()));
        }
    }
}
