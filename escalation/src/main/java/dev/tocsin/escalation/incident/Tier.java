package dev.tocsin.escalation.incident;

/** How loudly something is told. Ordered. */
public enum Tier {
    NONE, DIGEST, NOTIFY, PAGE;

    public boolean atLeast(Tier other) {
        return compareTo(other) >= 0;
    }

    public Tier cappedAt(Tier cap) {
        return compareTo(cap) <= 0 ? this : cap;
    }

    public Tier or(Tier other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
