package dev.tocsin.escalation.rule;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/**
 * A step that comes true when a signal hasn't for a time since the step before, also of a service that says nothing.
 *
 * @param lasting how long it must stay away
 */
public record Absent(String signal, Duration lasting, OnNoData onNoData, Tier tier) implements Step {

    /** What a window without data means to it. */
    public enum OnNoData {
        /** Nothing was seen, so it stays away. */
        FIRE,
        /** The window doesn't count. */
        HOLD,
        /** The match under way ends. */
        KILL
    }

    public Absent {
        Span.positive("for of absent '" + signal + "'", lasting);
    }

    public static Absent of(String signal, Duration lasting) {
        return new Absent(signal, lasting, OnNoData.FIRE, Tier.NONE);
    }

    public Absent tier(Tier climbsTo) {
        return new Absent(signal, lasting, onNoData, climbsTo);
    }

    public Absent onNoData(OnNoData other) {
        return new Absent(signal, lasting, other, tier);
    }

    @Override
    public List<String> signals() {
        return List.of(signal);
    }

    @Override
    public @Nullable Duration within() {
        return null;
    }

    @Override
    public Terms terms() {
        return Terms.NONE;
    }
}
