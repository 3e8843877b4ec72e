package dev.tocsin.detectors.calibration;

import dev.tocsin.detectors.Profile;

/**
 * What people said of a service's alarms, as a shift of its threshold, in {@code -log10} of a tail probability.
 *
 * <p>
 * Each mark is a step, a false alarm up and a useful one down, so one takes back the other. All together ask for at most
 * four times fewer alarms or twice as many, and they fade with the model's half-life: the model they were said of fades
 * as well.
 */
final class Opinion {

    /** A quarter more, or less, of alarms. */
    static final double STEP = 0.1;
    static final double QUIETEST = 0.6;
    static final double LOUDEST = -0.3;

    private final double kept;
    private double shift;

    Opinion(Profile profile, double shift) {
        this.kept = 1 - profile.forgetting();
        this.shift = shift;
    }

    double shift() {
        return shift;
    }

    /** Whether the threshold rose. */
    boolean falseAlarm() {
        return moveTo(Math.min(QUIETEST, shift + STEP));
    }

    /** Whether the threshold fell. */
    boolean useful() {
        return moveTo(Math.max(LOUDEST, shift - STEP));
    }

    private boolean moveTo(double next) {
        boolean moved = next != shift;
        shift = next;
        return moved;
    }

    /** One window more. */
    void fade() {
        shift *= kept;
    }
}
