package dev.tocsin.escalation.automaton;

import org.jspecify.annotations.Nullable;

/**
 * What one moment makes of the stage under way.
 *
 * @param touched whether the moment shows what the stage waits for
 * @param done whether the stage is done
 * @param broken why the match under way ends here, null where it goes on
 */
record Attempt(Partial partial, boolean touched, boolean done, @Nullable Break broken) {

    static Attempt untouched(Partial partial) {
        return new Attempt(partial, false, false, null);
    }

    static Attempt touched(Partial partial) {
        return new Attempt(partial, true, false, null);
    }

    static Attempt done(Partial partial) {
        return new Attempt(partial, true, true, null);
    }

    static Attempt broken(Partial partial, Break why) {
        return new Attempt(partial, false, false, why);
    }

    static Attempt of(Automaton rule, Partial partial, Moment moment) {
        Stage stage = rule.stages().get(partial.position());
        return switch (stage.demand()) {
            case Demand.Gather _ -> Gathering.attempt(rule, stage, partial, moment);
            case Demand.Count(int times) -> Counting.attempt(rule, stage, partial, moment, times);
            case Demand.Lasting lasting -> Running.attempt(rule, stage, partial, moment, lasting.time());
            case Demand.Absence absence -> Waiting.attempt(stage, partial, moment, absence);
        };
    }
}
