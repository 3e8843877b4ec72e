package dev.tocsin.detectors;

/**
 * Where a model is in its life.
 *
 * <p>
 * It begins to warm up and is mature after the profile's number of windows. A level that has changed for longer than the
 * profile's patience, and one that a person calls normal, makes it relearn until the new level is what it expects. A
 * metric whose level has wandered off makes it drifted, until the level is back or learned. Both lead back to mature;
 * relearning is said rather than drifted.
 */
public enum Phase {
    /** Has seen too little to judge. */
    WARMING_UP,
    /** Judges. */
    MATURE,
    /** Judges, and says that a metric isn't where it was. */
    DRIFTED,
    /** Judges, and learns a changed level as the new normal. */
    RELEARNING;

    /** The phase of a model of which that is true. */
    public static Phase of(boolean judges, boolean relearning, boolean drifted) {
        if (!judges) {
            return WARMING_UP;
        }
        return relearning ? RELEARNING : drifted ? DRIFTED : MATURE;
    }

    /** Whether there are scores. */
    public boolean judges() {
        return this != WARMING_UP;
    }
}
