package dev.tocsin.topology.detect;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;

/**
 * What a candidate says of a window that another profile judged; recorded beside that verdict and never acted upon.
 *
 * @param profile name and version of the candidate
 * @param score NaN while it warms up, as {@code pValue}
 * @param top the metric with the largest share, null where none has one
 */
public record Shadow(String profile, Phase phase, double score, double pValue, Level level, boolean anomalous,
        @Nullable String top) {}
