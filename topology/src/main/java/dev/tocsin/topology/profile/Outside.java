package dev.tocsin.topology.profile;

import java.time.Duration;

import dev.tocsin.escalation.suppression.Glob;

/**
 * The model outside that a profile listens to.
 *
 * @param model its name, without the version
 * @param late how long after a window's end its verdict may still count
 */
public record Outside(Glob model, Use use, Duration late) {

    /** What becomes of its verdicts. */
    public enum Use {
        /** Joined with ours; each of the two has half the budget. */
        MEMBER,
        /** They are the service's verdicts; ours aren't told. */
        ALONE
    }

    /** Whether a model that calls itself {@code name@version} is meant. */
    public boolean means(String labelled) {
        int at = labelled.lastIndexOf('@');
        return model.matches(at < 0 ? labelled : labelled.substring(0, at));
    }
}
