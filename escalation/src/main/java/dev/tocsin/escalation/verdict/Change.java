package dev.tocsin.escalation.verdict;

import java.time.Instant;

import dev.tocsin.escalation.identity.ServiceId;

/** Something people or machines did to a service at a time. */
public record Change(ServiceId service, Instant at, Kind kind, String ref) implements Occurrence {

    @Override
    public Instant time() {
        return at;
    }

    /** What was done. */
    public enum Kind {
        DEPLOY, ROLLBACK, RESTART, FLAG, SCALE, CONFIG
    }
}
