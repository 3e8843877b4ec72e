package dev.tocsin.escalation.incident;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * One step of a rule that came true, with its evidence.
 *
 * @param at event time: the end of the window, or the time of the change
 * @param tier what the step climbs to, {@code NONE} where it only leads on
 * @param metric the metric that carried the signal, null for a change or a silence
 * @param score of the window, NaN for a change
 * @param hop time since the step before, null for the first
 * @param slack what was left of the tighter bound, null where none applied
 */
public record MatchedStep(String signal, ServiceId service, Instant at, Tier tier, @Nullable String metric,
        double observed, double expected, double score, @Nullable Duration hop, @Nullable Duration slack) {}
