package dev.tocsin.detectors;

import java.time.Instant;

/**
 * What a mark did to a model.
 *
 * @param at effective time at which it was heard
 * @param before how loudly the model alarmed
 * @param after how loudly it does now
 */
public record Heard(Mark mark, Instant at, Outcome outcome, Loudness before, Loudness after) {

    /** What became of a mark. */
    public enum Outcome {
        /** The threshold moved. */
        MOVED,
        /** Marks have moved the threshold as far as they may. */
        AT_BOUND,
        /** The level of the next window is taken for normal, and learned. */
        RELEARNING,
        /** The model judges nothing yet and learns whatever comes. */
        WARMING_UP
    }

    /**
     * How loudly a model alarms.
     *
     * @param threshold {@code -log10} of how rare a window must be among the service's own to be an alarm
     * @param shift how much of that is from marks, positive where they ask for quiet
     * @param from the score that a window of that rarity has now; NaN while the model judges nothing
     * @param falseAlarmHoursPerDay hours with an alarm that the service's usual windows are expected to give at that
     *            threshold, by the tail of its own history
     */
    public record Loudness(double threshold, double shift, double from, double falseAlarmHoursPerDay) {}
}
