package dev.tocsin.topology.telemetry;

/** Since when a sum or a histogram counts. */
public enum Temporality {
    /** Since the point before. */
    DELTA,
    /** Since its start, which moves when the producer restarts. */
    CUMULATIVE
}
