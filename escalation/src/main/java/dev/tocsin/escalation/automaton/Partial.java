package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.MatchedStep;

/**
 * A match under way.
 *
 * @param rule name of its rule
 * @param version hash of the rule it began under
 * @param position how many stages are done
 * @param members bit set of the members seen of the stage under way
 * @param anchor event time the overall bound counts from
 * @param since event time the last stage was done, or of the anchor
 * @param told whether it has opened an incident or made one climb
 * @param steps what came true, in that order
 */
public record Partial(String rule, long version, ServiceId service, int position, int members, Instant anchor,
        Instant since, boolean told, List<MatchedStep> steps) {

    public Partial {
        steps = List.copyOf(steps);
    }

    /** Nothing matched yet. */
    static Partial begin(Automaton rule, ServiceId service, Instant at) {
        return new Partial(rule.name(), rule.version(), service, 0, 0, at, at, false, List.of());
    }

    Partial with(int seen, List<MatchedStep> more) {
        List<MatchedStep> all = new ArrayList<>(steps);
        all.addAll(more);
        return new Partial(rule, version, service, position, seen, anchor, since, told, all);
    }

    Partial stageDone(Instant at) {
        return new Partial(rule, version, service, position + 1, 0, anchor, at, told, steps);
    }

    /** The same members of a first stage, other evidence: the bounds count from the oldest of it. */
    Partial restarted(int seen, List<MatchedStep> members) {
        Instant oldest = members.getFirst().at();
        return new Partial(rule, version, service, position, seen, oldest, oldest, told, members);
    }

    Partial markedTold() {
        return told ? this : new Partial(rule, version, service, position, members, anchor, since, true, steps);
    }
}
