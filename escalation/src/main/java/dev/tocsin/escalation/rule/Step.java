package dev.tocsin.escalation.rule;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/** One part of a pattern. */
public sealed interface Step extends Pattern permits SignalStep, AtLeast, Absent {

    /** The signals it waits for, or that must stay away. */
    List<String> signals();

    /**
     * The most time since the step before; for a first step of several signals, since the first of them; where it
     * counts, from the first occurrence to the last.
     */
    @Nullable
    Duration within();

    /** What the incident climbs to when it comes true; {@code NONE} where it only leads on. */
    Tier tier();

    Terms terms();

    @Override
    default List<Step> steps() {
        return List.of(this);
    }
}
