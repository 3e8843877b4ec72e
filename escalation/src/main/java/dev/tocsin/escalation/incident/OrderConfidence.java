package dev.tocsin.escalation.incident;

/** Low where two steps fell into the same window, so that sampling hides their true order. */
public enum OrderConfidence {
    HIGH, LOW
}
