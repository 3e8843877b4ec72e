package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.neighbour.DependencyMap;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.rule.Where;
import dev.tocsin.escalation.signal.Runs;
import dev.tocsin.escalation.signal.Truth;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * The rules whose steps lie in several services. They run a while behind: what a service shows and what it hears of
 * others is put in the order of event time first, and told to the rules when nothing before it can come any more.
 */
final class Crossing {

    /** The most that waits to be put in order; beyond it the oldest is told at once. */
    private static final int MOST_WAITING = 64;

    /** The most signals of others that are kept as true. */
    private static final int MOST_HEARD = 128;

    private static final Comparator<Heard> BY_SERVICE = Comparator.comparing(Heard::from).thenComparing(Heard::signal);

    private final RuleBook rules;
    private final DependencyMap map;
    private final Duration lateness;
    private final Timers timers;
    private final Set<Stage.Member> asked;

    Crossing(RuleBook rules, DependencyMap map, Duration lateness) {
        this.rules = rules;
        this.map = map;
        this.lateness = lateness;
        timers = new Timers(rules, SustainedAnomaly.ENDING, Automaton::crossing);
        asked = rules.crossing().stream().flatMap(rule -> rule.asks().stream()).collect(Collectors.toSet());
    }

    boolean none() {
        return rules.crossing().isEmpty();
    }

    /** What the service shows itself waits for its turn, where a rule could take it up. */
    void show(Draft draft, Moment moment) {
        Around around = draft.around();
        boolean awaited = !around.waiting().isEmpty();
        for (Automaton rule : rules.crossing()) {
            awaited |= moment.truth().anyOf(rule.own()) || draft.concerns(rule.name());
        }
        if (awaited) {
            draft.around(around.waiting(and(around.waiting(), own(moment))));
        }
    }

    private Pending own(Moment moment) {
        List<Pending.Seen> seen = new ArrayList<>();
        for (Stage.Member member : asked) {
            if (moment.truth().holds(member.signal())) {
                NamedReading shown = moment.truth().evidence(member.signal());
                seen.add(new Pending.Seen(member.name(), shown == null ? null : shown.metric(),
                        shown == null ? Double.NaN : Evidence.brief(shown.reading().observed()),
                        shown == null ? Double.NaN : Evidence.brief(shown.reading().expected())));
            }
        }
        seen.sort(Comparator.comparing(Pending.Seen::signal));
        Verdict window = moment.window();
        return window == null
                ? new Pending.Own(moment.at(), null, dev.tocsin.escalation.verdict.Phase.MATURE, Level.NORMAL, false,
                        Double.NaN, seen)
                : new Pending.Own(moment.at(), Moment.millis(window.start()), window.phase(), window.level(),
                        window.anomalous(), Evidence.brief(window.score()), seen);
    }

    /**
     * What another service told waits for its turn. What comes too late counts from now on, and as a mere moment not at
     * all.
     *
     * @param earliest what was before it has been told already
     * @return whether it came in time
     */
    boolean hear(Draft draft, News news, Instant earliest) {
        boolean late = news.at().isBefore(earliest);
        if (!late || news.standing() != News.Standing.MOMENT) {
            Heard heard = new Heard(news.from(), news.signal(), Moment.millis(late ? earliest : news.at()),
                    news.metric(), news.observed(), news.expected(), news.score());
            draft.around(draft.around().waiting(and(draft.around().waiting(),
                    new Pending.Other(heard, news.standing()))));
        }
        return !late;
    }

    private static List<Pending> and(List<Pending> waiting, Pending more) {
        List<Pending> all = new ArrayList<>(waiting);
        all.add(more);
        all.sort(Pending.ORDER);
        return all;
    }

    /** The event time before which nothing is waited for any more, when it is {@code newest} here. */
    Instant until(Instant newest, Situation situation) {
        Instant own = newest.minus(lateness);
        return own.isBefore(situation.heardUntil()) ? own : situation.heardUntil();
    }

    /**
     * Tells the rules all that nothing can come before any more.
     *
     * @param until what is before it is complete
     */
    void release(Draft draft, ServiceId service, Instant until, Telling telling, boolean deaf) {
        while (!draft.around().waiting().isEmpty()) {
            List<Pending> waiting = draft.around().waiting();
            Instant at = waiting.getFirst().at();
            if (!at.isBefore(until) && waiting.size() <= MOST_WAITING) {
                break;
            }
            int together = (int) waiting.stream().takeWhile(pending -> pending.at().equals(at)).count();
            draft.around(draft.around().waiting(waiting.subList(together, waiting.size())));
            timers.fire(draft, at, telling, deaf, trace());
            tell(draft, service, waiting.subList(0, together), telling, deaf);
        }
        timers.fire(draft, until, telling, deaf, trace());
    }

    /** What is of one time is a set: what others told is known before the service's own window is looked at. */
    private void tell(Draft draft, ServiceId service, List<Pending> together, Telling telling, boolean deaf) {
        List<Pending.Own> own = new ArrayList<>();
        List<Heard> momentary = new ArrayList<>();
        for (Pending pending : together) {
            switch (pending) {
                case Pending.Own mine -> own.add(mine);
                case Pending.Other other when other.standing() == News.Standing.MOMENT -> momentary.add(other.heard());
                case Pending.Other other -> draft.around(draft.around().heard(now(draft.around().heard(), other)));
            }
        }
        Moment.Elsewhere elsewhere = elsewhere(draft, service, momentary);
        if (own.isEmpty()) {
            turns(draft, new Moment(service, together.getFirst().at(), rules.signals().nothing(Runs.RESTING), null,
                    elsewhere, false), telling);
        }
        own.forEach(mine -> turns(draft, moment(service, mine, elsewhere, deaf), telling));
    }

    private void turns(Draft draft, Moment moment, Telling telling) {
        Telling told = telling.about(moment.window());
        for (Automaton rule : rules.crossing()) {
            new RuleTurn(rules, rule, draft, moment, told, trace()).take();
        }
    }

    private Moment moment(ServiceId service, Pending.Own own, Moment.Elsewhere elsewhere, boolean deaf) {
        Map<String, Optional<NamedReading>> seen = new HashMap<>();
        Map<String, Reading> metrics = new HashMap<>();
        for (Pending.Seen one : own.seen()) {
            Reading reading = new Reading(one.observed(), one.expected(), 0, Direction.NONE, 0, own.level());
            seen.put(one.signal(), Optional.ofNullable(one.metric()).map(metric -> new NamedReading(metric, reading)));
            if (one.metric() != null) {
                metrics.put(one.metric(), reading);
            }
        }
        Verdict window = own.start() == null
                ? null
                : new Verdict(service, own.start(), own.at(), own.phase(), 0, own.score(), Double.NaN, Double.NaN,
                        own.level(), own.anomalous(), metrics);
        Truth truth = rules.signals().recalled(seen, Runs.RESTING);
        return new Moment(service, own.at(), deaf ? rules.signals().deaf(truth) : truth, window, elsewhere, deaf);
    }

    private static List<Heard> now(List<Heard> before, Pending.Other other) {
        List<Heard> after = new ArrayList<>(before);
        Heard heard = other.heard();
        boolean known = after.removeIf(one -> one.from().equals(heard.from()) && one.signal().equals(heard.signal())
                && other.standing() == News.Standing.CEASED);
        boolean there = after.stream()
                .anyMatch(one -> one.from().equals(heard.from()) && one.signal().equals(heard.signal()));
        if (!known && !there && other.standing() == News.Standing.BEGAN && after.size() < MOST_HEARD) {
            after.add(heard);
            after.sort(BY_SERVICE);
        }
        return after;
    }

    /** @param momentary what is true of other services only now */
    private Moment.Elsewhere elsewhere(Draft draft, ServiceId service, List<Heard> momentary) {
        List<Heard> heard = new ArrayList<>(draft.around().heard());
        heard.addAll(momentary);
        Map<Where, Set<ServiceId>> related = new HashMap<>();
        return (where, signal) -> heard.stream().filter(one -> one.signal().equals(signal))
                .filter(one -> related.computeIfAbsent(where,
                        asked -> map.related(service, asked.relation(), asked.maxHops()).keySet())
                        .contains(one.from()))
                .min(Comparator.comparing(Heard::since).thenComparing(Heard::from)).orElse(null);
    }

    private String trace() {
        return map.isEmpty() ? "" : "; map " + map.versionText();
    }

    /** The first event time, lateness and all, at which there is something to do; null for never. */
    Optional<Instant> next(ServiceState state) {
        Optional<Instant> timer = timers.next(state);
        List<Pending> waiting = state.aside().around().waiting();
        Optional<Instant> first = waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.getFirst().at());
        return java.util.stream.Stream.of(timer, first).flatMap(Optional::stream).min(Comparator.naturalOrder())
                .map(time -> time.plus(lateness));
    }

    DependencyMap map() {
        return Objects.requireNonNull(map);
    }
}
