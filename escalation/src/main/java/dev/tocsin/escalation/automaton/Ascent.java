package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Anchor;

/**
 * How far one moment takes one partial: through as many stages as the moment's signals make true, which are a set.
 *
 * @param partial where it ends up; the very same where the moment says nothing to it
 * @param tier the highest of the stages done on the way
 */
record Ascent(Partial partial, Tier tier) {

    static Ascent of(Automaton rule, Partial from, Moment moment) {
        Partial partial = from;
        Tier tier = Tier.NONE;
        while (partial.position() < rule.stages().size() && open(rule, partial, moment.at())) {
            Stage stage = rule.stages().get(partial.position());
            partial = refreshed(rule, stage, partial, moment);
            partial = joined(rule, stage, partial, moment);
            if (!stage.complete(partial.members())) {
                break;
            }
            partial = partial.stageDone(moment.at());
            tier = tier.or(stage.tier());
        }
        return new Ascent(partial, tier);
    }

    boolean complete(Automaton rule) {
        return partial.position() == rule.stages().size();
    }

    /** A stage never comes true before the one it follows, nor in the same window where that isn't allowed. */
    private static boolean open(Automaton rule, Partial partial, Instant at) {
        return partial.position() == 0 || rule.allowSameWindow()
                ? !at.isBefore(partial.since())
                : at.isAfter(partial.since());
    }

    /** With the members that the moment adds to the stage under way. */
    private static Partial joined(Automaton rule, Stage stage, Partial partial, Moment moment) {
        int seen = partial.members();
        for (int i = 0; i < stage.members().size(); i++) {
            if (moment.truth().holds(stage.members().get(i).signal())) {
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
                steps.add(Evidence.of(stage.members().get(i), partial, moment, last ? stage.tier() : Tier.NONE,
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
                .anyMatch(member -> member.name().equals(signal) && moment.truth().holds(member.signal()));
    }
}
