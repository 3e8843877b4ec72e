package dev.tocsin.app.warm;

import java.time.Instant;
import java.util.Map;

/**
 * One series of a range query's answer.
 *
 * @param points by evaluation time; numbers only
 */
record Series(Map<String, String> labels, Map<Instant, Double> points) {}
