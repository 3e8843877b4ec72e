package dev.tocsin.app.score;

import java.time.Instant;
import java.util.List;

import dev.tocsin.detectors.Verdict;

/**
 * A window of a CSV and what the detector says of it.
 *
 * @param t its first row's time, as the file has it
 * @param rows how many rows it has
 * @param values their means, in the order of the metrics
 * @param alarmFrom score from which on it was an alarm; NaN while the detector warms up
 */
public record ScoredWindow(String t, Instant start, Instant end, int rows, List<String> metrics, double[] values,
        double alarmFrom, Verdict verdict) {}
