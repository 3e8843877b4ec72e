package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.feedback.Reception;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.neighbour.DependencyMap;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.signal.LastChanges;
import dev.tocsin.escalation.signal.Truth;
import dev.tocsin.escalation.switchboard.OwnIncidents;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Occurrence;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * The function from what happens to a service to what happens to its incidents. Occurrences of a service are told in
 * the order of {@link Occurrence#ORDER}; every window without samples is told as {@link Verdict#noData}, until the
 * service counts as gone and its state is dropped. News of other services may come in any order, within the lateness.
 *
 * <p>Whatever the moments at which {@link #pass} is called, the same occurrences give the same events.
 */
public final class Escalation {

    private final RuleBook rules;
    private final Duration settling;
    private final Timers timers;
    private final Orphans orphans;
    private final Crossing crossing;
    private final Gossip gossip;
    private final Grouping grouping;

    /**
     * @param settling how long after a window's end its verdict may still come (the windows' grace): timers wait for
     *        it, so that no bound passes before the window that would have met it
     * @param lateness how long what other services tell is waited for, usually one window
     * @throws IllegalArgumentException if settling or lateness is negative
     */
    public Escalation(RuleBook rules, Duration settling, Duration lateness, DependencyMap map) {
        if (settling.isNegative() || lateness.isNegative()) {
            throw new IllegalArgumentException(
                    "settling of escalation is " + settling + ", lateness " + lateness + ": neither may be below zero");
        }
        this.rules = rules;
        this.settling = settling;
        timers = new Timers(rules, SustainedAnomaly.ENDING, rule -> !rule.crossing());
        orphans = new Orphans(rules);
        crossing = new Crossing(rules, map, lateness);
        gossip = new Gossip(rules, map);
        grouping = new Grouping(rules);
    }

    /** Without any neighbour. */
    public Escalation(RuleBook rules, Duration settling) {
        this(rules, settling, Duration.ofMinutes(1), DependencyMap.EMPTY);
    }

    public Outcome advance(ServiceState state, Verdict verdict, Situation situation) {
        Truth told = rules.signals().of(verdict, state.runs(), state.aside().changes());
        Truth truth = situation.deaf() ? rules.signals().deaf(told) : told;
        boolean around = concerned(state, verdict.service());
        if (state.idle() && !around && !verdict.anomalous() && !truth.anyOf(rules.own())) {
            return unmoved(state, truth);
        }
        Moment moment = Moment.of(verdict, truth, situation.deaf());
        Telling telling = Telling.of(moment, situation);
        Draft draft = advanced(state, moment, situation, telling, around);
        draft.changes(state.aside().changes().at(moment.at(), rules.signals()));
        SustainedAnomaly.take(draft, moment, verdict, telling);
        return grouping.of(draft.outcome());
    }

    public Outcome advance(ServiceState state, Change change, Situation situation) {
        LastChanges lately = state.aside().changes();
        Moment moment = Moment.of(change, rules.signals().of(change, state.runs(), lately));
        Draft draft = advanced(state, moment, situation, Telling.of(moment, situation),
                concerned(state, change.service()));
        draft.changes(lately.and(change, rules.signals()));
        return grouping.of(draft.outcome());
    }

    /** A verdict that comes after later ones of its service: it may end a match or an incident, never open any. */
    public Outcome late(ServiceState state, Verdict verdict, Situation situation) {
        Moment moment = Moment.of(verdict,
                rules.signals().of(verdict, state.runs(), state.aside().changes()), situation.deaf());
        Draft draft = new Draft(state, state.runs());
        for (Automaton rule : rules.local()) {
            new LateTurn(rule, draft, moment, Telling.of(moment, situation)).take();
        }
        return draft.outcome();
    }

    /** What another service tells this one. */
    public Outcome hear(ServiceState state, News news, Situation situation) {
        Draft draft = new Draft(state, state.runs());
        if (!crossing.none()) {
            draft.inTime(crossing.hear(draft, news, crossing.until(settled(situation), situation)));
        }
        return draft.outcome();
    }

    /** What a person says of the service's incidents. It is heard at once, whatever is still to be told of windows. */
    public Heeded heed(ServiceState state, Feedback feedback, Situation situation) {
        Optional<IncidentEvent> own = OwnIncidents.acknowledged(feedback, Moment.millis(situation.effectiveTime()));
        if (own.isPresent()) {
            return new Heeded(new Outcome(state, List.of(own.get())), Reception.PASSED_ON);
        }
        Draft draft = new Draft(state, state.runs());
        Reception reception = new PersonTurn(rules, draft, situation).take(feedback);
        return new Heeded(draft.outcome(), reception);
    }

    /** Whether what other services show matters: some rule asks, and a map says who they are. */
    public boolean listens() {
        return !crossing.none() && !crossing.map().isEmpty();
    }

    /** What becomes of bounds and timeouts when effective time has moved on without an occurrence. */
    public Outcome pass(ServiceState state, ServiceId service, Situation situation) {
        Draft draft = new Draft(state, state.runs());
        Telling telling = Telling.byTime(situation);
        Instant settled = settled(situation);
        timers.fire(draft, settled, telling, situation.deaf(), "");
        if (!crossing.none()) {
            crossing.release(draft, service, crossing.until(settled, situation), telling, situation.deaf());
        }
        orphans.drop(draft, Moment.millis(situation.effectiveTime()), telling);
        return grouping.of(draft.outcome());
    }

    /**
     * The service has been silent for so long that its state expires: open incidents end, and one line says so.
     *
     * @param lastHeard the time of its newest sample
     */
    public Outcome retire(ServiceId service, ServiceState state, Instant lastHeard, Situation situation) {
        Outcome farewell = ServiceGone.farewell(service, state, lastHeard, situation);
        Moment now = new Moment(service, Moment.millis(situation.effectiveTime()),
                rules.signals().nothing(state.runs()), null, Moment.Elsewhere.UNKNOWN, false);
        return new Outcome(farewell.state(), farewell.events(), gossip.farewell(state.aside().around(), now));
    }

    /** The first effective time at which {@link #pass} has something to do. */
    public Optional<Instant> nextTimer(ServiceState state) {
        return orphans.since(state)
                .or(() -> Stream.of(timers.next(state), crossing.next(state)).flatMap(Optional::stream)
                        .min(Instant::compareTo).map(deadline -> deadline.plus(settling).plusMillis(1)));
    }

    private Draft advanced(ServiceState state, Moment moment, Situation situation, Telling telling, boolean around) {
        Draft draft = new Draft(state, moment.truth().runs());
        catchUp(state, draft, moment.at(), situation);
        for (Automaton rule : rules.local()) {
            if (moment.truth().anyOf(rule.own()) || draft.concerns(rule.name())) {
                new RuleTurn(rules, rule, draft, moment, telling, "").take();
            }
        }
        if (around) {
            across(draft, moment, telling, crossing.until(moment.at(), situation));
        }
        return draft;
    }

    private void across(Draft draft, Moment moment, Telling telling, Instant until) {
        if (gossip.concerns(moment.service())) {
            Gossip.Told told = gossip.tell(draft.around(), moment);
            draft.around(draft.around().told(gossip.version(), told.told()));
            draft.tell(told.news());
            draft.beyond(told.beyond());
        }
        if (!crossing.none()) {
            crossing.show(draft, moment);
            crossing.release(draft, moment.service(), until, telling, moment.deaf());
        } else {
            draft.around(Around.NOTHING);
        }
    }

    /** Whether the service has, or has had, anything to do with others. */
    private boolean concerned(ServiceState state, ServiceId service) {
        return listens() && gossip.concerns(service)
                || !state.aside().around().equals(Around.NOTHING);
    }

    private void catchUp(ServiceState state, Draft draft, Instant time, Situation situation) {
        if (timers.next(state).filter(deadline -> deadline.isBefore(time)).isPresent()) {
            timers.fire(draft, time, Telling.byTime(situation), situation.deaf(), "");
        }
        if (orphans.since(state).isPresent()) {
            orphans.drop(draft, time, Telling.byTime(situation));
        }
    }

    private Instant settled(Situation situation) {
        return situation.effectiveTime().minus(settling);
    }

    private static Outcome unmoved(ServiceState state, Truth truth) {
        ServiceState next = truth.runs().equals(state.runs())
                ? state
                : new ServiceState(truth.runs(), state.recent(), List.of(), List.of(), state.aside());
        return new Outcome(next, List.of());
    }
}
