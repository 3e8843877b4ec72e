package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.Transition;

/**
 * What time alone does: absences that are complete, bounds of partials and timeouts of incidents, in that order where
 * they fall together.
 *
 * @param mine whose timers these are
 */
record Timers(RuleBook rules, Ending withoutRule, Predicate<Automaton> mine) {

    /** Something that ends after a time. Partials come before incidents, so that the tier they leave is still told. */
    private sealed interface Due {

        Instant deadline();

        record OfAbsence(Instant deadline, Automaton rule, Partial partial) implements Due {}

        record OfPartial(Instant deadline, Automaton rule, Partial partial) implements Due {}

        record OfIncident(Instant deadline, Ending ending, Incident incident) implements Due {}
    }

    /**
     * Ends what was bounded to a time before {@code time}.
     *
     * @param deaf whether absences hold
     */
    void fire(Draft draft, Instant time, Telling telling, boolean deaf, String map) {
        Due next = next(draft.partials(), draft.incidents(), deaf);
        while (next != null && next.deadline().isBefore(time)) {
            switch (next) {
                case Due.OfAbsence due -> fulfil(due, draft, telling, map);
                case Due.OfPartial due -> expire(due, draft, time, telling);
                case Due.OfIncident due -> timeOut(due, draft, telling);
            }
            next = next(draft.partials(), draft.incidents(), deaf);
        }
    }

    Optional<Instant> next(ServiceState state) {
        return Optional.ofNullable(next(state.partials(), state.incidents(), false)).map(Due::deadline);
    }

    /** The first to pass; of two that pass together the absence, then the bound, then the first by rule and position. */
    private @Nullable Due next(List<Partial> partials, List<Incident> incidents, boolean deaf) {
        Due first = null;
        for (Partial partial : partials) {
            Automaton rule = rules.ruleOf(partial);
            if (rule == null || !mine.test(rule)) {
                continue;
            }
            Instant fulfilment = deaf ? null : Waiting.fulfilment(rule, partial);
            if (fulfilment != null && earlier(fulfilment, first)) {
                first = new Due.OfAbsence(fulfilment, rule, partial);
            }
            Instant deadline = rule.deadline(partial);
            if (deadline != null && earlier(deadline, first)) {
                first = new Due.OfPartial(deadline, rule, partial);
            }
        }
        for (Incident incident : incidents) {
            Ending ending = ending(incident.dossier().rule());
            Instant deadline = ending == null ? null : incident.dossier().lastEvidence().plus(ending.timeout());
            if (ending != null && deadline != null && earlier(deadline, first)) {
                first = new Due.OfIncident(deadline, ending, incident);
            }
        }
        return first;
    }

    private static boolean earlier(Instant deadline, @Nullable Due first) {
        return first == null || deadline.isBefore(first.deadline());
    }

    private @Nullable Ending ending(String rule) {
        if (rule.equals(SustainedAnomaly.RULE)) {
            return withoutRule;
        }
        Automaton known = rules.find(rule).orElse(null);
        return known == null || !mine.test(known) ? null : known.ending();
    }

    private static void fulfil(Due.OfAbsence due, Draft draft, Telling telling, String map) {
        Automaton rule = due.rule();
        Partial further = Waiting.fulfilled(rule, due.partial(), due.deadline());
        boolean whole = further.position() == rule.stages().size();
        Ascent ascent = new Ascent(further,
                rule.crossing()
                        ? rule.earned(further.position())
                        : rule.stages().get(further.position() - 1).tier(),
                true, null);
        draft.replace(due.partial(), null);
        if (whole) {
            draft.partials(rule.name(), List.of());
        }
        boolean climbed = new Rise(rule, draft, telling, map).climb(ascent, further.service(), due.deadline());
        if (!whole) {
            place(rule, draft, climbed ? further.markedTold() : further);
        }
    }

    private static void place(Automaton rule, Draft draft, Partial partial) {
        List<Partial> live = new ArrayList<>(draft.partials(rule));
        int at = 0;
        while (at < live.size() && live.get(at).position() < partial.position()) {
            at++;
        }
        if (at < live.size() && live.get(at).position() == partial.position()) {
            live.set(at, Matcher.kept(rule, live.get(at), partial));
        } else {
            live.add(at, partial);
        }
        draft.partials(rule, live);
    }

    private static void expire(Due.OfPartial due, Draft draft, Instant time, Telling telling) {
        Partial partial = due.partial();
        if (partial.position() == 0) {
            draft.replace(partial, Slide.past(due.rule(), partial, time));
            return;
        }
        draft.replace(partial, null);
        new Rise(due.rule(), draft, telling, "").ended(partial, Break.missed(Reasons.expired(due.rule(), partial)),
                due.deadline());
    }

    private static void timeOut(Due.OfIncident due, Draft draft, Telling telling) {
        draft.remove(due.incident());
        draft.tell(telling.of(due.incident(), Transition.RESOLVED, due.deadline(), Reasons.timeout(due.ending())));
    }
}
