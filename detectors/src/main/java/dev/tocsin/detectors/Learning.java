package dev.tocsin.detectors;

/** How much a window may teach the model. */
public enum Learning {
    /** As much as the score allows. */
    NORMAL(1),
    /** A quarter of it: the service has an open incident, or a calendar window says what is expected. */
    REDUCED(0.25),
    /** Nothing. */
    NONE(0);

    private final double weight;

    Learning(double weight) {
        this.weight = weight;
    }

    /** Of a window at most, 0 to 1. */
    public double weight() {
        return weight;
    }
}
