package dev.tocsin.topology.derive;

/** How several series, or several instances, become one number. */
public enum Combine {
    MEAN, SUM, MIN, MAX,
    /** The one heard last. */
    LAST
}
