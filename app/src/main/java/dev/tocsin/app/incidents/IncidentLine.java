package dev.tocsin.app.incidents;

import java.time.Instant;

import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

/**
 * Where an incident stands after all its transitions so far.
 *
 * @param state the last transition that changed it
 * @param tier the highest it climbed to, before any cap
 * @param changedAt event time of the last transition
 * @param acknowledged who works on it as loud as it is, such as {@code by alice}; empty where nobody said so
 */
public record IncidentLine(String incident, String namespace, String service, String rule, String state, boolean open,
        String tier, Instant openedAt, Instant changedAt, String reason, String acknowledged) {

    /** Whether it says where the incident stands: a match that expired ends nothing but itself. */
    static boolean tells(IncidentEvent event) {
        return switch (event.getTransition()) {
            case opened, escalated, acknowledged, clearing, reopened, resolved -> true;
            case expired, near_miss, suppressed, unknown -> false;
        };
    }

    static IncidentLine of(IncidentEvent event) {
        return new IncidentLine(event.getIncident(), event.getNamespace(), event.getService(), event.getRule(),
                event.getTransition().toString(), event.getTransition() != Transition.resolved,
                event.getTier().toString(),
                event.getOpenedAt(), event.getAt(), event.getReason(),
                event.getTransition() == Transition.acknowledged ? event.getReason() : "");
    }

    IncidentLine then(IncidentEvent event) {
        IncidentLine next = of(event);
        boolean louder = Tier.valueOf(tier).compareTo(event.getTier()) < 0;
        return new IncidentLine(incident, namespace, service, rule, next.state, next.open, louder ? next.tier : tier,
                openedAt, next.changedAt, next.reason,
                louder || !next.acknowledged.isEmpty() ? next.acknowledged : acknowledged);
    }
}
