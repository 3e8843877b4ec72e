package dev.tocsin.detectors.learning;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.stored.StoredModel.StoredGate;

/**
 * Weighs a window's lesson by how strange the window is, so that a model doesn't learn the incident it is looking at.
 *
 * <p>
 * A window of distance {@code r} teaches with weight {@code min(1, c q / r)⁴}, where {@code q} is the running median of
 * the distance and {@code c} the profile's gate. The weight falls faster than {@code r²} grows, so that an incident's
 * influence on a covariance redescends (Maronna, Martin and Yohai, Robust Statistics, 2006, ch. 2 and 6), here over whole
 * windows. What lasts longer than the profile's patience, or a third of what a young model
 * has seen, is learned as the new normal, within about the same time again.
 */
public final class LearningGate {

    /** Windows that teach fully whatever they are, to know what is typical. */
    private static final int UNGATED = 16;
    /** The running median moves this many times faster than the model forgets. */
    private static final double MEDIAN_PACE = 12;
    /** A window is strange from twice the gate on; one that isn't takes back four that are. */
    private static final double STRANGE = 0.5;
    private static final int RECOVERY = 4;
    /** A new normal replaces all but e⁻⁴ = 2 % of the old one within one patience. */
    private static final double RELEARNING = 4;
    private static final double QUICKEST = 0.1;
    /** Of what a model has seen, the part that a new level must last. */
    private static final int YOUNG_PATIENCE = 3;
    /** A service that hardly ever moves has distances near 0, of which no multiple is strange. */
    private static final double LEAST_TYPICAL = 0.1;
    /** Windows of what somebody says is normal now that are learned whatever they are. */
    private static final int OPEN = 240;

    private final double gate;
    private final double pace;
    private final int mostPatience;
    private double typical;
    private int seen;
    private int strange;
    private int open;

    public LearningGate(Profile profile) {
        this(profile, StoredGate.NONE);
    }

    public LearningGate(Profile profile, StoredGate stored) {
        this.gate = profile.memory().gate();
        this.pace = MEDIAN_PACE * profile.forgetting();
        this.mostPatience = profile.windows(profile.memory().patience());
        this.typical = stored.typical();
        this.seen = stored.seen();
        this.strange = stored.strange();
        this.open = stored.open();
    }

    /** What a window of this distance teaches; {@code permitted} is 0 to 1, less than 1 during an open incident. */
    public Lesson weigh(double distance, double permitted) {
        if (open > 0) {
            open--;
            follow(distance, permitted);
            return new Lesson(permitted, permitted * leastRate(opening()));
        }
        double ratio = seen < UNGATED ? 1 : usual() / Math.max(distance, usual());
        double weight = ratio * ratio * ratio * ratio;
        strange = ratio < STRANGE ? Math.min(strange + 1, 2 * patience()) : Math.max(0, strange - RECOVERY);
        follow(distance, (relearning() ? Math.max(weight, STRANGE) : weight) * permitted);
        double leastRate = relearning() ? leastRate(patience()) : 0;
        return new Lesson(weight * permitted, leastRate * permitted);
    }

    private static double leastRate(int windows) {
        return Math.min(QUICKEST, RELEARNING / windows);
    }

    /** The distance up to which a window teaches fully. */
    private double usual() {
        return gate * Math.max(typical, LEAST_TYPICAL);
    }

    /** A model that knows half a day takes what lasts for hours for another part of the day, not for an incident. */
    private int patience() {
        return Math.max(1, Math.min(mostPatience, seen / YOUNG_PATIENCE));
    }

    /** What comes is normal: the gate stays open until a new normal is learned. */
    public void open() {
        strange = 0;
        open = opening();
    }

    /** Whether the gate has been opened and no window has come since. */
    public boolean justOpened() {
        return open == opening();
    }

    private int opening() {
        return Math.min(OPEN, mostPatience);
    }

    private void follow(double distance, double weight) {
        if (weight == 0) {
            return;
        }
        seen = Math.min(seen + 1, Integer.MAX_VALUE - 1);
        if (seen <= UNGATED) {
            typical += (distance - typical) / seen;
        } else {
            double step = Math.max(pace, 1.0 / seen) * weight;
            typical *= Math.exp(distance > typical ? step : -step);
        }
    }

    /** Whether a changed level has lasted so long that it is being learned. */
    public boolean relearning() {
        return open > 0 || strange >= patience();
    }

    public StoredGate stored() {
        return new StoredGate(typical, seen, strange, open);
    }
}
