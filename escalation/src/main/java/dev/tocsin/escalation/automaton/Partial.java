package dev.tocsin.escalation.automaton;

import java.time.Duration;
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
 * @param steps what came true, in that order; of a long pattern the first and the last, at most {@value #MAX_STEPS}
 * @param times of the stage under way: occurrences counted so far, or the start of an unbroken run
 */
public record Partial(String rule, long version, ServiceId service, int position, int members, Instant anchor,
        Instant since, boolean told, List<MatchedStep> steps, List<Instant> times) {

    /** The most that stages which are done leave behind, so that a partial's size has a bound. */
    private static final int MAX_DONE = 8;

    /** The most evidence a partial holds: of stages done, and of the eight members of the one under way. */
    static final int MAX_STEPS = 2 * MAX_DONE;

    public Partial {
        steps = List.copyOf(steps);
        times = List.copyOf(times);
    }

    public Partial(String rule, long version, ServiceId service, int position, int members, Instant anchor,
            Instant since, boolean told, List<MatchedStep> steps) {
        this(rule, version, service, position, members, anchor, since, told, steps, List.of());
    }

    /** Nothing matched yet. */
    static Partial begin(Automaton rule, ServiceId service, Instant at) {
        return new Partial(rule.name(), rule.version(), service, 0, 0, at, at, false, List.of());
    }

    /** Whether anything of the pattern was seen. */
    boolean begun() {
        return position > 0 || !steps.isEmpty() || !times.isEmpty();
    }

    Partial with(int seen, List<MatchedStep> more) {
        List<MatchedStep> all = new ArrayList<>(steps);
        all.addAll(more);
        return new Partial(rule, version, service, position, seen, anchor, since, told, all, times);
    }

    Partial stageDone(Instant at) {
        List<MatchedStep> kept = steps;
        if (steps.size() > MAX_DONE) {
            kept = new ArrayList<>(steps.subList(0, 1));
            kept.addAll(steps.subList(steps.size() - MAX_DONE + 1, steps.size()));
        }
        return new Partial(rule, version, service, position + 1, 0, anchor, at, told, kept, List.of());
    }

    /** The same members of a first stage, other evidence: the bounds count from the oldest of it. */
    Partial restarted(int seen, List<MatchedStep> members) {
        Instant oldest = members.getFirst().at();
        return new Partial(rule, version, service, position, seen, oldest, oldest, told, members, times);
    }

    /** A first stage's bounds count from its oldest occurrence. */
    Partial counting(List<Instant> occurrences) {
        Instant start = position > 0 || occurrences.isEmpty() ? anchor : occurrences.getFirst();
        return new Partial(rule, version, service, position, members, start, position > 0 ? since : start, told, steps,
                occurrences);
    }

    Partial running(List<Instant> start) {
        return start.equals(times)
                ? this
                : new Partial(rule, version, service, position, members, anchor, since, told, steps, start);
    }

    /** The absence under way goes on after a time that says nothing. */
    Partial pausedFor(Duration unknown) {
        return new Partial(rule, version, service, position, members, anchor, since.plus(unknown), told, steps, times);
    }

    Partial markedTold() {
        return told
                ? this
                : new Partial(rule, version, service, position, members, anchor, since, true, steps, times);
    }
}
