package dev.tocsin.escalation.incident;

/** PagerDuty's own scale, derived from the tier. */
public enum Severity {
    INFO, WARNING, ERROR, CRITICAL;

    public static Severity of(Tier tier) {
        return switch (tier) {
            case PAGE -> CRITICAL;
            case NOTIFY -> WARNING;
            case DIGEST, NONE -> INFO;
        };
    }
}
