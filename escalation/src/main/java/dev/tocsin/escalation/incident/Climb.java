package dev.tocsin.escalation.incident;

import java.util.List;

/**
 * How far an incident has climbed, and what took it there.
 *
 * @param complete whether the whole pattern has matched
 * @param steps in the order in which they came true
 */
public record Climb(Tier tier, boolean complete, OrderConfidence orderConfidence, List<MatchedStep> steps) {

    public Climb {
        steps = List.copyOf(steps);
    }
}
