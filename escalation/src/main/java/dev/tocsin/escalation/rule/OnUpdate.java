package dev.tocsin.escalation.rule;

/** What becomes of matches under way when their rule is edited. */
public enum OnUpdate {
    /** They go on under the rule as it was, until its bounds. */
    DRAIN,
    /** They end. */
    RESET
}
