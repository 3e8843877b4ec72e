package dev.tocsin.escalation.hypothesis;

/**
 * From which deviation on something counts, in robust sigmas.
 *
 * @param victim the victim's own windows that show the incident
 * @param link a service on a path of causes, in those windows
 * @param explain share of a caller's rise that a callee's rise must have to explain it, where both have the metric
 * @param alone a service no path leads to, in any two windows
 */
public record Limits(double victim, double link, double explain, double alone) {

    /** What Tocsin runs with. */
    public static final Limits STANDARD = new Limits(3, 4, 0.3, 10);
}
