package dev.tocsin.escalation.rule;

import java.util.List;

/** What a rule looks for: one step, or steps in order. */
public sealed interface Pattern permits Sequence, Step {

    /** Its steps in order. */
    List<Step> steps();
}
