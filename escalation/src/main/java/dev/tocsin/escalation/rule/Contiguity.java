package dev.tocsin.escalation.rule;

/** What may lie between two steps. */
public enum Contiguity {
    /** Anything: the next window that qualifies advances. */
    NEXT,
    /** Nothing: the very next window must qualify. */
    STRICT
}
