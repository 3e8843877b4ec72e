package dev.tocsin.escalation.incident;

import java.time.Instant;

import dev.tocsin.escalation.identity.IncidentId;

/** What a person works on, while it isn't resolved: it burns, or it is clearing. */
public sealed interface Incident permits Burning, Clearing {

    Dossier dossier();

    default IncidentId id() {
        return dossier().id();
    }

    default Tier tier() {
        return dossier().climb().tier();
    }

    /** Higher up the pattern, and burning whatever it was. */
    Burning climb(Climb higher, String ruleVersion);

    /** With evidence seen, state unchanged. */
    Incident seen(Instant evidence);
}
