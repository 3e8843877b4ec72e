package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.Transition;

/** What time alone does: bounds of partials and timeouts of incidents, in the order in which they pass. */
record Timers(RuleBook rules, Ending withoutRule) {

    /** Something that ends after a time. Partials come before incidents, so that the tier they leave is still told. */
    private sealed interface Due {

        Instant deadline();

        record OfPartial(Instant deadline, Automaton rule, Partial partial) implements Due {}

        record OfIncident(Instant deadline, Ending ending, Incident incident) implements Due {}
    }

    /** Ends what was bounded to a time before {@code time}. */
    void fire(Draft draft, Instant time, Telling telling) {
        Due next = next(draft.partials(), draft.incidents());
        while (next != null && next.deadline().isBefore(time)) {
            switch (next) {
                case Due.OfPartial due -> expire(due, draft, time, telling);
                case Due.OfIncident due -> timeOut(due, draft, telling);
            }
            next = next(draft.partials(), draft.incidents());
        }
    }

    Optional<Instant> next(ServiceState state) {
        return Optional.ofNullable(next(state.partials(), state.incidents())).map(Due::deadline);
    }

    /** The first to pass; of two that pass together the partial, then the first by rule and position. */
    private @Nullable Due next(List<Partial> partials, List<Incident> incidents) {
        Due first = null;
        for (Partial partial : partials) {
            Automaton rule = rules.ruleOf(partial);
            Instant deadline = rule == null ? null : rule.deadline(partial);
            if (rule != null && deadline != null && (first == null || deadline.isBefore(first.deadline()))) {
                first = new Due.OfPartial(deadline, rule, partial);
            }
        }
        for (Incident incident : incidents) {
            Ending ending = ending(incident.dossier().rule());
            Instant deadline = ending == null ? null : incident.dossier().lastEvidence().plus(ending.timeout());
            if (ending != null && deadline != null && (first == null || deadline.isBefore(first.deadline()))) {
                first = new Due.OfIncident(deadline, ending, incident);
            }
        }
        return first;
    }

    private @Nullable Ending ending(String rule) {
        return rule.equals(SustainedAnomaly.RULE)
                ? withoutRule
                : rules.find(rule).map(Automaton::ending).orElse(null);
    }

    private static void expire(Due.OfPartial due, Draft draft, Instant time, Telling telling) {
        Partial partial = due.partial();
        if (partial.position() == 0) {
            draft.replace(partial, Slide.past(due.rule(), partial, time));
            return;
        }
        draft.replace(partial, null);
        Incident open = draft.incident(partial.rule());
        boolean near = partial.position() >= due.rule().stages().size() - 1;
        if (near || partial.told() && open != null) {
            draft.tell(telling.of(partial, open, near ? Transition.NEAR_MISS : Transition.EXPIRED, due.deadline(),
                    Reasons.expired(due.rule(), partial)));
        }
    }

    private static void timeOut(Due.OfIncident due, Draft draft, Telling telling) {
        draft.remove(due.incident());
        draft.tell(telling.of(due.incident(), Transition.RESOLVED, due.deadline(), Reasons.timeout(due.ending())));
    }
}
