package dev.tocsin.escalation.rule;

/** Which start a partial keeps while its first step stays true. */
public enum Anchor {
    /** The earliest; when a bound has passed, the next window in which the first step is true starts anew. */
    FIRST,
    /** The latest: for slow burns. */
    LATEST
}
