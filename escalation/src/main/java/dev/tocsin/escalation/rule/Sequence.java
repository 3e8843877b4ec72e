package dev.tocsin.escalation.rule;

import java.util.List;

/** Steps that come true one after the other. */
public record Sequence(List<Step> steps) implements Pattern {

    public Sequence {
        steps = List.copyOf(steps);
    }

    public static Sequence of(Step... steps) {
        return new Sequence(List.of(steps));
    }
}
