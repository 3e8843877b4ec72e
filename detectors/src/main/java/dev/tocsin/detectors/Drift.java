package dev.tocsin.detectors;

/**
 * A metric that has wandered off.
 *
 * @param from the level it had
 * @param to the level it has, over about a day, less what the time of day and week adds
 * @param sigmas how far that is, in robust sigmas of when it had the first; signed
 */
public record Drift(String metric, double from, double to, double sigmas) {}
