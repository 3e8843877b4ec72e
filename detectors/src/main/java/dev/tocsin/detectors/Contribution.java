package dev.tocsin.detectors;

/**
 * One metric's part in a verdict.
 *
 * @param observed the window's value
 * @param expected the model's location of the metric; NaN while the model doesn't know the metric yet
 * @param deviation signed distance from expected in robust sigmas, within ±{@value #WIDEST}; 0 while not known yet
 * @param share part of the window's score, 0 to 1; those of a scored window sum to 1, or are all 0
 */
public record Contribution(String metric, double observed, double expected, double deviation, Direction direction,
        double share, Level level) {

    /** Deviations are cut here, so that a metric that never moved before has a finite one. */
    public static final double WIDEST = 1e6;

    /** Of a metric that is judged. */
    public static Contribution of(String metric, double observed, double expected, double deviation, double share,
            Profile.Scaling scaling) {
        return new Contribution(metric, observed, expected, deviation, Direction.of(deviation), share,
                scaling.level(deviation));
    }

    /** Of a metric that isn't judged yet. */
    public static Contribution unjudged(String metric, double observed) {
        return new Contribution(metric, observed, Double.NaN, 0, Direction.NONE, 0, Level.NORMAL);
    }
}
