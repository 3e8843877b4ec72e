package dev.tocsin.detectors;

/** Where a model is in its life. */
public enum Phase {
    /** Has seen too little to judge. */
    WARMING_UP,
    /** Judges. */
    MATURE
}
