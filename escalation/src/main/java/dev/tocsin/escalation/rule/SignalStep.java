package dev.tocsin.escalation.rule;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/** A step that one signal makes true. */
public record SignalStep(String signal, @Nullable Duration within, Tier tier, Terms terms) implements Step {

    public SignalStep {
        if (within != null) {
            Span.positive("within of step '" + signal + "'", within);
        }
    }

    public SignalStep(String signal, @Nullable Duration within, Tier tier) {
        this(signal, within, tier, Terms.NONE);
    }

    public static SignalStep of(String signal) {
        return new SignalStep(signal, null, Tier.NONE);
    }

    public SignalStep within(Duration bound) {
        return new SignalStep(signal, bound, tier, terms);
    }

    public SignalStep tier(Tier climbsTo) {
        return new SignalStep(signal, within, climbsTo, terms);
    }

    public SignalStep times(int occurrences) {
        return new SignalStep(signal, within, tier, terms.times(occurrences));
    }

    public SignalStep lasting(Duration unbroken) {
        return new SignalStep(signal, within, tier, terms.lasting(unbroken));
    }

    public SignalStep as(String name) {
        return new SignalStep(signal, within, tier, terms.as(name));
    }

    public SignalStep where(Where other) {
        return new SignalStep(signal, within, tier, terms.where(other));
    }

    @Override
    public List<String> signals() {
        return List.of(signal);
    }
}
