package dev.tocsin.escalation.rule;

/** When a rule that has matched may match again. */
public enum Rearm {
    /** When its incident has resolved. */
    RESOLVE
}
