package dev.tocsin.escalation.incident;

import java.time.Duration;
import java.time.Instant;

/**
 * An incident that resolves if what ends it holds.
 *
 * @param since event time from which the hold counts; windows that can't tell push it back
 */
public record Clearing(Dossier dossier, Instant since) implements Incident {

    public boolean heldFor(Duration hold, Instant at) {
        return !at.isBefore(since.plus(hold));
    }

    /** The hold goes on after a time that nobody can speak for. */
    public Clearing pausedFor(Duration unknown) {
        return new Clearing(dossier, since.plus(unknown));
    }

    public Burning reopen() {
        return new Burning(dossier.flapped(), Standing.REOPENED);
    }

    @Override
    public Burning climb(Climb higher, String ruleVersion) {
        return new Burning(dossier.flapped().climbed(higher, ruleVersion), Standing.ESCALATED);
    }

    @Override
    public Clearing seen(Instant evidence) {
        return new Clearing(dossier.seen(evidence), since);
    }

    @Override
    public Clearing acknowledged(Acknowledgement by) {
        return new Clearing(dossier.acknowledged(by), since);
    }

    @Override
    public Clearing complete(Climb whole, String ruleVersion) {
        return new Clearing(dossier.climbed(whole, ruleVersion), since);
    }
}
