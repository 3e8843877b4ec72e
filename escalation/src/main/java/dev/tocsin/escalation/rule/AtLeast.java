package dev.tocsin.escalation.rule;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/** A step that {@code atLeast} of several signals make true, in any order. */
public record AtLeast(int atLeast, List<String> signals, @Nullable Duration within, Tier tier) implements Step {

    public AtLeast {
        signals = List.copyOf(signals);
        if (atLeast < 1) {
            throw new IllegalArgumentException("at_least is " + atLeast + ", not 1 or more");
        }
        if (within != null) {
            Span.positive("within of at_least " + atLeast + " of " + signals, within);
        }
    }

    public static AtLeast of(int atLeast, String... signals) {
        return new AtLeast(atLeast, List.of(signals), null, Tier.NONE);
    }

    public static AtLeast anyOf(List<String> signals) {
        return new AtLeast(1, signals, null, Tier.NONE);
    }

    /** @throws IllegalArgumentException if there are no signals */
    public static AtLeast allOf(List<String> signals) {
        return new AtLeast(signals.size(), signals, null, Tier.NONE);
    }

    public AtLeast within(Duration bound) {
        return new AtLeast(atLeast, signals, bound, tier);
    }

    public AtLeast tier(Tier climbsTo) {
        return new AtLeast(atLeast, signals, within, climbsTo);
    }
}
