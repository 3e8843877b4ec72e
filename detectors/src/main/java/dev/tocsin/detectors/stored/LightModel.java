package dev.tocsin.detectors.stored;

import java.util.List;

import dev.tocsin.detectors.stored.StoredModel.StoredBudget;
import dev.tocsin.detectors.stored.StoredModel.StoredGate;
import dev.tocsin.detectors.stored.StoredModel.StoredTail;
import dev.tocsin.detectors.stored.StoredModel.StoredWatch;
import dev.tocsin.detectors.stored.StoredModel.StoredYardstick;

/**
 * A light model at rest.
 *
 * @param profile name and version of the profile the model learned with
 * @param windowNanos length of the windows it learned from
 * @param windows how many it has seen with a value in them
 * @param lastEndSecond end of the newest window, epoch seconds; {@code lastEndNano} nanoseconds after that
 * @param smoothed the distance, smoothed; NaN before any
 * @param watch what the model keeps of itself
 * @param opinion by how much marks shift the threshold
 */
public record LightModel(String profile, int profileVersion, long windowNanos, int windows, long lastEndSecond,
        int lastEndNano, LightScales scales, LightRhythm rhythm, LightCovariance covariance, float smoothed,
        StoredGate gate, StoredYardstick yardstick, StoredTail tail, StoredBudget budget, StoredWatch watch,
        double opinion) {

    /** {@code numbers} holds four for each metric: variance, swing, windows learned, windows since the last value. */
    public record LightScales(List<String> names, double[] location, float[] numbers) {}

    /** {@code means} holds a day for each metric, as the upper halves of floats; {@code sums} is of the {@code part} under way. */
    public record LightRhythm(short[] means, float[] sums, int part, float taught, float days, float plainError,
            float error) {}

    /** {@code covariance} is packed rows. */
    public record LightCovariance(float[] covariance, float[] memory, float learned) {}
}
