package dev.tocsin.escalation.verdict;

/** What a verdict can be trusted for: nothing was there, the model is still learning, or it judges. */
public enum Phase {
    NO_DATA, WARMING_UP, MATURE
}
