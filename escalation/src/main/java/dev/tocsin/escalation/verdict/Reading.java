package dev.tocsin.escalation.verdict;

/**
 * One metric of a verdict.
 *
 * @param observed the window's value
 * @param expected what the model expected
 * @param deviation signed distance in robust sigmas
 * @param share of the window's score, 0..1
 */
public record Reading(double observed, double expected, double deviation, Direction direction, double share,
        Level level) {}
