package dev.tocsin.escalation.suppression;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Tier;

/**
 * A standing quieting: what it matches is told no louder than {@code cap}. It never stops evaluation and never holds
 * back a resolve.
 *
 * @param rule which escalation rules' incidents
 * @param tier only incidents of this tier, null for all
 * @param cap the loudest tier that is still told; {@code NONE} tells nobody
 * @param until from this instant it no longer holds, null if it stands
 * @param reason why it is there, in its author's words
 */
public record SuppressionRule(Document document, ServiceGlob services, Glob rule, @Nullable Tier tier, Tier cap,
        @Nullable Instant until, String reason) {

    public SuppressionRule {
        if (cap == Tier.PAGE) {
            throw new IllegalArgumentException("cap of " + document + " is page, which quiets nothing");
        }
    }

    public boolean caps(ServiceId service, String incidentRule, Tier incidentTier, Instant at) {
        return !isOver(at)
                && (tier == null || tier == incidentTier)
                && document.concerns(service)
                && services.matches(service)
                && rule.matches(incidentRule);
    }

    public boolean isOver(Instant at) {
        return until != null && !at.isBefore(until);
    }
}
