package dev.tocsin.escalation.automaton;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/**
 * How far one moment takes one partial: through as many stages as the moment's signals make true, which are a set.
 *
 * @param partial where it ends up; the very same where the moment says nothing to it
 * @param tier the highest of the stages done on the way
 * @param touched whether the moment showed something that the partial waited for
 * @param broken why it ends here, null where it goes on
 */
record Ascent(Partial partial, Tier tier, boolean touched, @Nullable Break broken) {

    static Ascent of(Automaton rule, Partial from, Moment moment) {
        Partial partial = from;
        Tier tier = Tier.NONE;
        boolean touched = false;
        while (partial.position() < rule.stages().size() && open(rule, partial, moment.at())) {
            Stage stage = rule.stages().get(partial.position());
            Attempt attempt = Attempt.of(rule, partial, moment);
            partial = attempt.partial();
            touched |= attempt.touched();
            if (attempt.broken() != null) {
                return new Ascent(partial, tier, touched, touched ? null : attempt.broken());
            }
            if (!attempt.done()) {
                break;
            }
            partial = partial.stageDone(moment.at());
            tier = rule.crossing() ? rule.earned(partial.position()) : tier.or(stage.tier());
        }
        return new Ascent(partial, tier, touched, touched ? null : missed(rule, partial, moment));
    }

    Ascent at(Tier other) {
        return new Ascent(partial, other, touched, broken);
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

    /** Where nothing may lie between, a window that doesn't qualify ends the match under way. */
    private static @Nullable Break missed(Automaton rule, Partial partial, Moment moment) {
        Stage awaited = rule.stages().get(partial.position());
        boolean next = awaited.strict() && !awaited.absence() && moment.window() != null && partial.begun()
                && moment.at().isAfter(partial.since());
        return next ? Break.missed("expired: the next window doesn't qualify") : null;
    }
}
