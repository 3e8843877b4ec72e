package dev.tocsin.escalation.incident;

import java.time.Instant;

/** What a person works on, while it isn't resolved: it burns, or it is clearing. */
public sealed interface Incident permits Burning, Clearing {

    Dossier dossier();

    default Tier tier() {
        return dossier().climb().tier();
    }

    /** Higher up the pattern, and burning whatever it was. */
    Burning climb(Climb higher, String ruleVersion);

    /** At its tier as before, the whole pattern having matched. */
    Incident complete(Climb whole, String ruleVersion);

    /** With somebody working on it, its state as before. */
    Incident acknowledged(Acknowledgement by);

    /** With one of the rule's signals true at this time, its state as before. */
    Incident seen(Instant evidence);
}
