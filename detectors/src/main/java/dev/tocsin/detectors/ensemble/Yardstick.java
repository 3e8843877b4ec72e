package dev.tocsin.detectors.ensemble;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.stored.StoredModel.StoredYardstick;

/**
 * What a member's distance is measured in: its running {@value #SHARE} upper quantile, by stochastic approximation on the
 * logarithm (Robbins and Monro, Annals of Mathematical Statistics 22(3), 1951).
 */
public final class Yardstick {

    private static final double SHARE = 0.1;
    private static final double PACE = 12;
    private static final double QUICKEST = 3;
    /** Windows after which it says something. */
    private static final int READY = 120;
    private static final double LEAST = 0.02;

    private final double pace;
    private double log;
    private double seen;

    public Yardstick(Profile profile, StoredYardstick stored) {
        this.pace = PACE * profile.forgetting();
        this.log = stored.log();
        this.seen = stored.seen();
    }

    public boolean ready() {
        return seen >= READY;
    }

    public double length() {
        return Math.max(LEAST, Math.exp(log));
    }

    public void learn(double distance, double weight) {
        double here = Math.log(Math.max(distance, LEAST));
        if (seen == 0) {
            log = here;
        }
        seen += weight;
        double step = weight * Math.max(pace, QUICKEST / (seen + QUICKEST));
        log += here > log ? step * (1 - SHARE) : -step * SHARE;
    }

    public StoredYardstick stored() {
        return new StoredYardstick(log, seen);
    }
}
