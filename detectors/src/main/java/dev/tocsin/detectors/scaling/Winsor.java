package dev.tocsin.detectors.scaling;

/**
 * A deviation in robust sigmas, cut where it would outweigh everything else.
 *
 * @param bound sigmas beyond which it grows by its logarithm only, so that far apart never ties
 */
public record Winsor(double bound) {

    private static final double BEYOND = 0.05;

    /** NaN stays NaN. */
    public double cut(double deviation) {
        double size = Math.abs(deviation);
        return size <= bound || Double.isNaN(size)
                ? deviation
                : Math.copySign(bound * (1 + BEYOND * Math.log(size / bound)), deviation);
    }
}
