package dev.tocsin.detectors;

import java.time.Instant;

import dev.tocsin.detectors.light.LightDetector;

/**
 * The live model of one service. It scores a window, explains the score, then learns the window. Strange windows teach
 * little.
 *
 * <p>
 * Values that aren't finite, or too large to be a measurement, count as missing. A window that is older than the newest
 * one changes nothing and isn't scored. Not thread-safe. The same windows give the same verdicts, also across
 * {@link #store} and {@link #restore}.
 */
public interface Detector {

    /** A model that has seen nothing, of the profile's kind. */
    static Detector create(Profile profile) {
        return switch (profile.kind()) {
            case STANDARD -> EnsembleDetector.create(profile);
            case LIGHT -> LightDetector.create(profile);
        };
    }

    /** The model of the stored bytes, judging by the profile from now on. */
    static Restoration restore(byte[] stored, Profile profile) {
        return switch (profile.kind()) {
            case STANDARD -> EnsembleDetector.restore(stored, profile);
            case LIGHT -> LightDetector.restore(stored, profile);
        };
    }

    /** Scores the window against what was learned before it, explains the score, then learns the window. */
    Verdict observe(MetricWindow window, Learning learning);

    /**
     * Hears what a person says of the model's alarms, and says what that did. False alarms and useful ones move the
     * threshold, each by a step, and take back each other; {@link Mark#NORMAL_NOW} makes the next window's level the
     * expected one and learns what follows, whatever it is, for a while.
     *
     * @param at effective time
     */
    Heard hear(Mark mark, Instant at);

    /** How loudly the model alarms. */
    Heard.Loudness loudness();

    /** What it judges by. */
    Profile profile();

    Phase phase();

    /** How well it keeps its word. */
    Health health();

    /** Whether a changed level is being learned as the new normal. */
    boolean relearning();

    /** The stored form: bytes that {@link #restore} goes on from. */
    byte[] store();
}
