package dev.tocsin.escalation.verdict;

/** How unusual a metric or a window is. Ordered. */
public enum Level {
    NORMAL, ELEVATED, ANOMALOUS;

    public boolean atLeast(Level other) {
        return compareTo(other) >= 0;
    }
}
