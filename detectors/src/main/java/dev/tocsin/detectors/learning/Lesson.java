package dev.tocsin.detectors.learning;

/**
 * How much one window teaches.
 *
 * @param weight of the window against a normal one, 0 to 1
 * @param leastRate least share of what is known that the window replaces, 0 except while a new normal is learned
 */
public record Lesson(double weight, double leastRate) {

    /** The share of a running average that the window replaces, when {@code usual} is that of a normal window. */
    public double rate(double usual) {
        return Math.max(usual * weight, leastRate);
    }

    /** The same lesson with the weight raised to a power below 1: strange windows count for more. */
    public Lesson softened(double power) {
        return new Lesson(Math.pow(weight, power), leastRate);
    }
}
