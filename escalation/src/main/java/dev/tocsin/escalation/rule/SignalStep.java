package dev.tocsin.escalation.rule;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/** A step that one signal makes true. */
public record SignalStep(String signal, @Nullable Duration within, Tier tier) implements Step {

    public SignalStep {
        if (within != null) {
            Span.positive("within of step '" + signal + "'", within);
        }
    }

    public static SignalStep of(String signal) {
        return new SignalStep(signal, null, Tier.NONE);
    }

    public SignalStep within(Duration bound) {
        return new SignalStep(signal, bound, tier);
    }

    public SignalStep tier(Tier climbsTo) {
        return new SignalStep(signal, within, climbsTo);
    }

    @Override
    public List<String> signals() {
        return List.of(signal);
    }
}
