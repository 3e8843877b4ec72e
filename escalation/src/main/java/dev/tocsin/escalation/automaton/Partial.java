package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.List;

import dev.tocsin.escalation.incident.MatchedStep;

/**
 * A match under way.
 *
 * @param rule name of its rule
 * @param version hash of the rule it began under
 * @param position how many steps are done
 * @param members bit set of the signals seen of the step under way, where that waits for several
 * @param anchor event time the overall bound counts from
 * @param since event time the last step was done, or of the anchor
 * @param told whether it has opened an incident or made one climb
 * @param steps what came true, in that order
 */
public record Partial(String rule, long version, int position, int members, Instant anchor, Instant since,
        boolean told, List<MatchedStep> steps) {

    public Partial {
        steps = List.copyOf(steps);
    }
}
