package dev.tocsin.detectors;

/** The side of the expected value an observed value is on. */
public enum Direction {
    UP, DOWN,
    /** Missing, not judged yet, or as expected. */
    NONE;

    /** The side a deviation is on. */
    public static Direction of(double deviation) {
        return deviation > 0 ? UP : deviation < 0 ? DOWN : NONE;
    }
}
