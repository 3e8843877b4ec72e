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
 */
public record IncidentLine(String incident, String namespace, String service, String rule, String state, boolean open,
        String tier, Instant openedAt, Instant changedAt, String reason) {

    static boolean tells(IncidentEvent event) {
        return switch (event.getTransition()) {
            case opened, escalated, acknowledged, clearing, reopened, resolved, expired -> true;
            case near_miss, suppressed, unknown -> false;
        };
    }

    static IncidentLine of(IncidentEvent event) {
        return new IncidentLine(event.getIncident(), event.getNamespace(), event.getService(), event.getRule(),
                event.getTransition().toString(), isOpen(event.getTransition()), event.getTier().toString(),
                event.getOpenedAt(), event.getAt(), event.getReason());
    }

    IncidentLine then(IncidentEvent event) {
        IncidentLine next = of(event);
        return new IncidentLine(incident, namespace, service, rule, next.state, next.open,
                Tier.valueOf(tier).compareTo(event.getTier()) >= 0 ? tier : next.tier, openedAt, next.changedAt,
                next.reason);
    }

    private static boolean isOpen(Transition transition) {
        return transition != Transition.resolved && transition != Transition.expired;
    }
}
