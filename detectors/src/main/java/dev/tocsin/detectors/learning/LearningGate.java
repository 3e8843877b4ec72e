package dev.tocsin.detectors.learning;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.stored.StoredModel.StoredGate;

/**
 * Weighs a window's lesson by how strange the window is, so that a model doesn't learn the incident it is looking at.
 *
 * <p>
 * A window of distance {@code r} teaches with weight {@code min(1, c q / r)²}, where {@code q} is the running median of
 * the distance and {@code c} the profile's gate. This is the weight function of a redescending M-estimator (Huber and
 * Ronchetti, Robust Statistics, 2009, ch. 4), taken over whole windows. What lasts longer than the profile's patience is
 * learned as the new normal, within about the same time again.
 */
public final class LearningGate {

    /** The running median moves this many times faster than the model forgets. */
    private static final double MEDIAN_PACE = 12;
    /** A window below this weight is strange; one above it takes back four strange ones. */
    private static final double STRANGE = 0.25;
    private static final int RECOVERY = 4;
    /** A new normal replaces all but e⁻⁴ = 2 % of the old one within one patience. */
    private static final double RELEARNING = 4;

    private final double gate;
    private final double pace;
    private final int warmUp;
    private final int patience;
    private double typical;
    private int seen;
    private int strange;

    public LearningGate(Profile profile) {
        this(profile, new StoredGate(1, 0, 0));
    }

    public LearningGate(Profile profile, StoredGate stored) {
        this.gate = profile.memory().gate();
        this.pace = MEDIAN_PACE * profile.forgetting();
        this.warmUp = profile.warmUpWindows();
        this.patience = profile.windows(profile.memory().patience());
        this.typical = stored.typical();
        this.seen = stored.seen();
        this.strange = stored.strange();
    }

    /** What a window of this distance teaches; {@code permitted} is 0 to 1, less than 1 during an open incident. */
    public Lesson weigh(double distance, double permitted) {
        double ratio = Math.min(1, gate * typical / Math.max(distance, 1e-9));
        double weight = seen < warmUp ? 1 : ratio * ratio;
        follow(distance);
        strange = weight < STRANGE ? Math.min(strange + 1, 2 * patience) : Math.max(0, strange - RECOVERY);
        double leastRate = strange >= patience ? Math.min(0.1, RELEARNING / patience) : 0;
        return new Lesson(weight * permitted, leastRate * permitted);
    }

    private void follow(double distance) {
        if (seen < warmUp) {
            seen++;
            typical += (distance - typical) / seen;
            return;
        }
        typical *= Math.exp(distance > typical ? pace : -pace);
    }

    /** Whether a changed level has lasted so long that it is being learned. */
    public boolean relearning() {
        return strange >= patience;
    }

    public StoredGate stored() {
        return new StoredGate(typical, seen, strange);
    }
}
