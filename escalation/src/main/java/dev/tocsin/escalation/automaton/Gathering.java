package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Anchor;

/** A stage that some of its members make true, each once. */
final class Gathering {

    private Gathering() {}

    static Attempt attempt(Automaton rule, Stage stage, Partial from, Moment moment) {
        Partial partial = joined(rule, stage, refreshed(rule, stage, from, moment), moment);
        if (stage.complete(partial.members())) {
            return Attempt.done(partial);
        }
        return partial == from ? Attempt.untouched(from) : Attempt.touched(partial);
    }

    /** With the members that the moment adds. */
    private static Partial joined(Automaton rule, Stage stage, Partial partial, Moment moment) {
        int seen = partial.members();
        for (int i = 0; i < stage.members().size(); i++) {
            if (moment.shows(stage.members().get(i), stage.where())) {
                seen |= 1 << i;
            }
        }
        int added = seen & ~partial.members();
        if (added == 0) {
            return partial;
        }
        Instant deadline = rule.deadline(partial);
        List<MatchedStep> steps = new ArrayList<>();
        for (int i = 0; i < stage.members().size(); i++) {
            if ((added & 1 << i) != 0) {
                boolean last = stage.complete(seen) && added >>> i == 1;
                steps.add(Evidence.of(stage.members().get(i), stage, partial, moment, last ? stage.tier() : Tier.NONE,
                        deadline));
            }
        }
        return partial.with(seen, steps);
    }

    /** With the latest anchor a first stage forgets the members that are true again: they join anew. */
    private static Partial refreshed(Automaton rule, Stage stage, Partial partial, Moment moment) {
        if (rule.anchor() != Anchor.LATEST || partial.position() > 0 || partial.members() == 0) {
            return partial;
        }
        return Slide.keeping(stage, partial, step -> !step.at().isBefore(moment.at())
                || !holds(stage, step.signal(), moment), moment.at());
    }

    private static boolean holds(Stage stage, String signal, Moment moment) {
        return stage.members().stream()
                .anyMatch(member -> member.name().equals(signal) && moment.shows(member, stage.where()));
    }
}
