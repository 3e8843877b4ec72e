package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.signal.Truth;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Occurrence;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * The function from what happens to a service to what happens to its incidents. Occurrences of a service are told in
 * the order of {@link Occurrence#ORDER}; every window without samples is told as {@link Verdict#noData}, until the
 * service counts as gone and its state is dropped.
 *
 * <p>Whatever the moments at which {@link #pass} is called, the same occurrences give the same events.
 */
public final class Escalation {

    private final RuleBook rules;
    private final Duration settling;
    private final Timers timers;
    private final Orphans orphans;

    /**
     * @param settling how long after a window's end its verdict may still come (the windows' grace): timers wait for
     *        it, so that no bound passes before the window that would have met it
     * @throws IllegalArgumentException if settling is negative
     */
    public Escalation(RuleBook rules, Duration settling) {
        if (settling.isNegative()) {
            throw new IllegalArgumentException("settling of escalation is " + settling + ", below zero");
        }
        this.rules = rules;
        this.settling = settling;
        timers = new Timers(rules, SustainedAnomaly.ENDING);
        orphans = new Orphans(rules);
    }

    public Outcome advance(ServiceState state, Verdict verdict, Situation situation) {
        Truth truth = rules.signals().of(verdict, state.runs());
        if (state.idle() && !verdict.anomalous() && !truth.anyOf(rules.own())) {
            return unmoved(state, truth);
        }
        Moment moment = Moment.of(verdict, truth);
        Telling telling = Telling.of(moment, situation);
        Draft draft = advanced(state, moment, situation, telling);
        SustainedAnomaly.take(draft, moment, verdict, telling);
        return draft.outcome();
    }

    public Outcome advance(ServiceState state, Change change, Situation situation) {
        Moment moment = Moment.of(change, rules.signals().of(change, state.runs()));
        return advanced(state, moment, situation, Telling.of(moment, situation)).outcome();
    }

    /** What becomes of bounds and timeouts when effective time has moved on without an occurrence. */
    public Outcome pass(ServiceState state, Situation situation) {
        Draft draft = new Draft(state, state.runs());
        Telling telling = Telling.byTime(situation);
        timers.fire(draft, situation.effectiveTime().minus(settling), telling);
        orphans.drop(draft, situation.effectiveTime().truncatedTo(ChronoUnit.MILLIS), telling);
        return draft.outcome();
    }

    /**
     * The service has been silent for so long that its state expires: open incidents end, and one line says so.
     *
     * @param lastHeard the time of its newest sample
     */
    public Outcome retire(ServiceId service, ServiceState state, Instant lastHeard, Situation situation) {
        return ServiceGone.farewell(service, state, lastHeard, situation);
    }

    /** The first effective time at which {@link #pass} has something to do. */
    public Optional<Instant> nextTimer(ServiceState state) {
        return orphans.since(state)
                .or(() -> timers.next(state).map(deadline -> deadline.plus(settling).plusMillis(1)));
    }

    private Draft advanced(ServiceState state, Moment moment, Situation situation, Telling telling) {
        Draft draft = new Draft(state, moment.truth().runs());
        catchUp(state, draft, moment.at(), Telling.byTime(situation));
        for (Automaton rule : rules.rules()) {
            if (moment.truth().anyOf(rule.own()) || draft.concerns(rule.name())) {
                new RuleTurn(rule, draft, moment, telling).take();
            }
        }
        return draft;
    }

    private void catchUp(ServiceState state, Draft draft, Instant time, Telling byTime) {
        if (timers.next(state).filter(deadline -> deadline.isBefore(time)).isPresent()) {
            timers.fire(draft, time, byTime);
        }
        if (orphans.since(state).isPresent()) {
            orphans.drop(draft, time, byTime);
        }
    }

    private static Outcome unmoved(ServiceState state, Truth truth) {
        ServiceState next = truth.runs().equals(state.runs())
                ? state
                : new ServiceState(truth.runs(), state.recent(), List.of(), List.of());
        return new Outcome(next, List.of());
    }
}
