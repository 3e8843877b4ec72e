package dev.tocsin.detectors;

/** The side of the expected value an observed value is on. */
public enum Direction {
    UP, DOWN,
    /** Missing, not judged yet, or as expected. */
    NONE
}
