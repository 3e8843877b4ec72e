package dev.tocsin.escalation.neighbour;

import java.util.Collection;

import dev.tocsin.escalation.identity.ServiceId;

/** Who calls whom. */
public interface Calls {

    /** Whom a service calls itself. */
    Collection<ServiceId> callees(ServiceId service);

    /** Who calls a service itself. */
    Collection<ServiceId> callers(ServiceId service);
}
