package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A stage that one of its members makes true several times. Its bound runs from the first occurrence that counts to the
 * last, and slides; after a stage before it, that first occurrence must itself come within the bound.
 */
final class Counting {

    private Counting() {}

    static Attempt attempt(Automaton rule, Stage stage, Partial partial, Moment moment, int needed) {
        Stage.Member member = stage.shown(moment);
        if (member == null) {
            return Attempt.untouched(partial);
        }
        List<Instant> times = new ArrayList<>(past(rule, stage, partial, moment.at()));
        times.add(moment.at());
        Partial counted = partial.counting(times);
        if (times.size() < needed) {
            return Attempt.touched(counted);
        }
        return Attempt.done(counted.with(0, List.of(Evidence.of(member, stage, counted, moment, stage.tier(),
                deadline(rule, stage, counted, times.getFirst())))));
    }

    /** The occurrences that can share a match with one at a time. */
    static List<Instant> past(Automaton rule, Stage stage, Partial partial, Instant time) {
        Duration span = span(rule, stage, partial);
        return span == null
                ? partial.times()
                : partial.times().stream().filter(at -> !at.plus(span).isBefore(time)).toList();
    }

    /** The last event time at which it may be done, null where nothing bounds it. */
    static @Nullable Instant deadline(Stage stage, Partial partial) {
        Duration within = stage.within();
        if (within == null) {
            return null;
        }
        if (partial.position() == 0) {
            return partial.times().isEmpty() ? null : partial.times().getFirst().plus(within);
        }
        Instant first = partial.since().plus(within);
        Instant last = first;
        for (Instant at : partial.times()) {
            if (!at.isAfter(first)) {
                last = at.plus(within).isAfter(last) ? at.plus(within) : last;
            }
        }
        return last;
    }

    private static @Nullable Instant deadline(Automaton rule, Stage stage, Partial partial, Instant first) {
        Instant byStage = stage.within() == null ? null : first.plus(stage.within());
        Instant byWhole = rule.within() == null ? null : partial.anchor().plus(rule.within());
        return byStage == null || byWhole != null && byWhole.isBefore(byStage) ? byWhole : byStage;
    }

    /** A first stage's occurrences share the overall bound as well. */
    private static @Nullable Duration span(Automaton rule, Stage stage, Partial partial) {
        Duration within = stage.within();
        Duration whole = partial.position() == 0 ? rule.within() : null;
        return within == null || whole != null && whole.compareTo(within) < 0 ? whole : within;
    }
}
