package dev.tocsin.escalation.incident;

/** Where an incident that burns stands in its life. */
public enum Standing {
    OPEN, ESCALATED, REOPENED
}
