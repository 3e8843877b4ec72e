package dev.tocsin.escalation.verdict;

/**
 * What a verdict can be trusted for: nothing was there, the model is still learning, or it judges; and if it does, whether a
 * metric has drifted off, or a changed level is being learned.
 */
public enum Phase {
    NO_DATA, WARMING_UP, MATURE, DRIFTED, RELEARNING;

    /** Whether the verdict says how unusual the window is. */
    public boolean judges() {
        return this != NO_DATA && this != WARMING_UP;
    }
}
