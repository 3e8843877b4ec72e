package dev.tocsin.escalation.incident;

/** What happened to an incident. */
public enum Transition {
    OPENED, ESCALATED, ACKNOWLEDGED, CLEARING, REOPENED, RESOLVED, EXPIRED, NEAR_MISS, SUPPRESSED
}
