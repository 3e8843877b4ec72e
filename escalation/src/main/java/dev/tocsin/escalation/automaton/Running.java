package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.tocsin.escalation.verdict.Verdict;

/**
 * A stage that one of its members makes true by lasting without a break. Where nothing bounds it, it must last from the
 * step before on.
 */
final class Running {

    private Running() {}

    static Attempt attempt(Automaton rule, Stage stage, Partial partial, Moment moment, Duration time) {
        Verdict window = moment.window();
        if (window == null) {
            return Attempt.untouched(partial);
        }
        Stage.Member member = stage.shown(moment);
        if (member == null) {
            Partial stopped = partial.running(List.of());
            boolean bounded = rule.deadline(partial) != null;
            return bounded || partial.position() == 0 || !moment.at().isAfter(partial.since())
                    ? Attempt.untouched(stopped)
                    : Attempt.broken(stopped, Break.missed("expired: " + stage.members().getFirst().name()
                            + " didn't last for " + Reasons.shortly(time)));
        }
        Instant start = partial.times().isEmpty() ? Moment.millis(window.start()) : partial.times().getFirst();
        if (start.plus(time).isAfter(moment.at())) {
            return Attempt.touched(partial.running(List.of(start)));
        }
        return Attempt.done(partial.with(0, List.of(
                Evidence.of(member, stage, partial, moment, stage.tier(), rule.deadline(partial)))));
    }
}
