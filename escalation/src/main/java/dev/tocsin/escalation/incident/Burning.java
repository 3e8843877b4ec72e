package dev.tocsin.escalation.incident;

import java.time.Instant;

/** An incident whose end isn't in sight. */
public record Burning(Dossier dossier, Standing standing) implements Incident {

    /** Its end may be in sight since this time. */
    public Clearing clear(Instant since) {
        return new Clearing(dossier, since);
    }

    @Override
    public Burning climb(Climb higher, String ruleVersion) {
        return new Burning(dossier.climbed(higher, ruleVersion), Standing.ESCALATED);
    }

    @Override
    public Burning seen(Instant evidence) {
        return new Burning(dossier.seen(evidence), standing);
    }

    @Override
    public Burning acknowledged(Acknowledgement by) {
        return new Burning(dossier.acknowledged(by), standing);
    }

    @Override
    public Burning complete(Climb whole, String ruleVersion) {
        return new Burning(dossier.climbed(whole, ruleVersion), standing);
    }
}
