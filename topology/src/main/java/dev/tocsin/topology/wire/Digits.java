package dev.tocsin.topology.wire;

import dev.tocsin.detectors.Contribution;

/**
 * How exactly a model's numbers are told: with as many bits as say something, and zeros behind them, which compress. For
 * whoever reads them they are doubles as before.
 */
final class Digits {

    /** Of a deviation or a share: one in 8,000. */
    private static final int OF_A_MEASURE = 13;
    /** Of an expected value, and of its distance from the observed one: one in 65,000. */
    private static final int OF_AN_EXPECTATION = 16;

    private Digits() {}

    /** A deviation or a share; a deviation that was cut shows it. */
    static double measure(double value) {
        return Math.abs(value) == Contribution.WIDEST
                ? value
                : onGrid(value, Math.getExponent(value) + 1 - OF_A_MEASURE);
    }

    /**
     * An expected value beside what was observed: on the same side of it, at nearly the same distance, and the same where
     * it was the same.
     */
    static double expectation(double expected, double observed) {
        double distance = expected - observed;
        return distance == 0
                ? expected
                : onGrid(expected,
                        Math.min(Math.getExponent(expected), Math.getExponent(distance)) + 1 - OF_AN_EXPECTATION);
    }

    /** The nearest multiple of a power of two; the value itself where that isn't finite. */
    private static double onGrid(double value, int exponent) {
        double step = Math.scalb(1.0, exponent);
        double nearest = Math.rint(value / step) * step;
        return Double.isFinite(nearest) ? nearest : value;
    }
}
