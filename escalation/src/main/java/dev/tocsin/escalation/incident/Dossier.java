package dev.tocsin.escalation.incident;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;

/**
 * What is known of an incident whatever state it is in.
 *
 * @param ruleVersion hash of the rule that opened it, or of the one that last made it climb
 * @param openedAt event time of what opened it, which its id keeps
 * @param lastEvidence event time at which one of the rule's signals was last true
 * @param flaps how often it was clearing and burned again
 * @param acknowledgement the last one, null where nobody has said a word
 */
public record Dossier(IncidentId id, String rule, String ruleVersion, ServiceId service, Instant openedAt,
        Climb climb, Instant lastEvidence, int flaps, @Nullable Acknowledgement acknowledgement) {

    /** Of which nobody has said a word. */
    public Dossier(IncidentId id, String rule, String ruleVersion, ServiceId service, Instant openedAt, Climb climb,
            Instant lastEvidence, int flaps) {
        this(id, rule, ruleVersion, service, openedAt, climb, lastEvidence, flaps, null);
    }

    /** Whether somebody works on it as loud as it is. */
    public boolean isAcknowledged() {
        return acknowledgement != null && acknowledgement.tier().atLeast(climb.tier());
    }

    public Dossier acknowledged(Acknowledgement by) {
        return new Dossier(id, rule, ruleVersion, service, openedAt, climb, lastEvidence, flaps, by);
    }

    /** An incident at its very beginning. */
    public static Dossier opened(String rule, String ruleVersion, ServiceId service, Instant at, Climb climb) {
        return new Dossier(IncidentId.of(rule, service, at), rule, ruleVersion, service, at, climb, at, 0);
    }

    Dossier seen(Instant evidence) {
        return evidence.isAfter(lastEvidence)
                ? new Dossier(id, rule, ruleVersion, service, openedAt, climb, evidence, flaps, acknowledgement)
                : this;
    }

    Dossier climbed(Climb higher, String version) {
        return new Dossier(id, rule, version, service, openedAt, higher, lastEvidence, flaps, acknowledgement);
    }

    Dossier flapped() {
        return new Dossier(id, rule, ruleVersion, service, openedAt, climb, lastEvidence, flaps + 1, acknowledgement);
    }
}
