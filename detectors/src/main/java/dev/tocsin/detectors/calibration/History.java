package dev.tocsin.detectors.calibration;

import dev.tocsin.detectors.Profile;

/** How often a service's windows were how far from usual: a fading histogram over the logarithm of the distance. */
public final class History {

    private static final int BINS = 128;
    private static final double BIN = 0.06;
    private static final double LOWEST = -3;

    private final double forgetting;
    private final float[] bins;

    public History(Profile profile) {
        this(profile, new float[BINS]);
    }

    /** Stored bins of another number are dropped: a rank only orders. A light model keeps none. */
    public History(Profile profile, float[] stored) {
        int bins = profile.kind() == Profile.Kind.LIGHT ? 0 : BINS;
        this.forgetting = profile.forgetting();
        this.bins = stored.length == bins ? stored.clone() : new float[bins];
    }

    /** Share of the history below the distance, 0 to 1, interpolated within a bin; 0.5 of none, NaN if none is kept. */
    public double rank(double distance) {
        if (bins.length == 0) {
            return Double.NaN;
        }
        double place = place(distance);
        int bin = (int) place;
        double below = 0;
        double all = 0;
        for (int i = 0; i < BINS; i++) {
            below += i < bin ? bins[i] : i == bin ? (place - bin) * bins[i] : 0;
            all += bins[i];
        }
        return all > 0 ? below / all : 0.5;
    }

    public void add(double distance) {
        if (bins.length == 0) {
            return;
        }
        float kept = (float) (1 - forgetting);
        for (int i = 0; i < BINS; i++) {
            bins[i] *= kept;
        }
        bins[(int) place(distance)] += 1;
    }

    private static double place(double distance) {
        double place = (Math.log(Math.max(distance, 1e-12)) - LOWEST) / BIN;
        return Math.max(0, Math.min(BINS - 1e-6, place));
    }

    public float[] stored() {
        return bins.clone();
    }
}
