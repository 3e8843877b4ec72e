package dev.tocsin.topology.config.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.verdict.Change;

/** The signals that {@code {change: deploy}} and the like stand for within a rule: one for each kind of change. */
public final class ChangeSignals {

    private ChangeSignals() {}

    public static List<Signal> all() {
        return Arrays.stream(Change.Kind.values())
                .map(kind -> Signal.of(name(kind), new Condition.ChangeOf(kind)))
                .toList();
    }

    static String name(Change.Kind kind) {
        return "change." + kind.name().toLowerCase(Locale.ROOT);
    }
}
