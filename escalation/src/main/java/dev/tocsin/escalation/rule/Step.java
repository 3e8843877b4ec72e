package dev.tocsin.escalation.rule;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/** One part of a pattern. */
public sealed interface Step extends Pattern permits SignalStep, AtLeast {

    /** The signals it waits for. */
    List<String> signals();

    /** The most time since the step before; for a first step of several signals, since the first of them. */
    @Nullable
    Duration within();

    /** What the incident climbs to when it comes true; {@code NONE} where it only leads on. */
    Tier tier();

    @Override
    default List<Step> steps() {
        return List.of(this);
    }
}
