package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.Transition;

/** Why a transition happened: a name, a colon, and particulars for people. The name alone serves as a label. */
final class Reasons {

    static final String RULE_REMOVED = "rule removed: no document defines it any more";

    static final String RULE_EDITED = "rule edited: matches under way begin anew";

    private Reasons() {}

    static String stepped(Automaton rule, Partial partial, Collection<MatchedStep> now) {
        String names = String.join(", ", now.stream().map(MatchedStep::signal).toList());
        boolean whole = partial.position() == rule.stages().size();
        return whole
                ? "matched: " + names
                : "step " + partial.position() + " of " + rule.stages().size() + ": " + names;
    }

    static String flapping(Transition transition, int flaps) {
        return "flapping: " + transition.name().toLowerCase(Locale.ROOT) + ", after " + flaps + " times";
    }

    static String held(Ending ending) {
        return "held: " + ending.when().name() + " for " + shortly(ending.hold());
    }

    static String clearing(Ending ending) {
        return "clearing: " + ending.when().name();
    }

    static String evidence(List<String> signals) {
        return "evidence: " + String.join(", ", signals);
    }

    static String holdBroken(Ending ending) {
        return "hold broken: not " + ending.when().name();
    }

    static String timeout(Ending ending) {
        return "timeout: no evidence for " + shortly(ending.timeout());
    }

    static String expired(Automaton rule, Partial partial) {
        Stage awaited = rule.stages().get(partial.position());
        String names = String.join(", ", awaited.members().stream().map(Stage.Member::name).toList());
        return "expired: waited in vain for " + (awaited.members().size() == 1
                ? names + times(awaited.demand())
                : awaited.needed() + " of " + names);
    }

    private static String times(Demand demand) {
        return switch (demand) {
            case Demand.Count(int times) -> ", " + times + " times";
            case Demand.Lasting(Duration time) -> " for " + shortly(time);
            case Demand.Gather _,Demand.Absence _ -> "";
        };
    }

    /** As in {@code 2h}, {@code 1h30m}, {@code 90s}. */
    static String shortly(Duration duration) {
        String text = duration.toString().substring(2).toLowerCase(Locale.ROOT);
        return text.isEmpty() ? "0s" : text;
    }
}
