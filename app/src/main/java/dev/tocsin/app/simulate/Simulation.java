package dev.tocsin.app.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.simulate.Arrivals.Arrival;
import dev.tocsin.escalation.automaton.Escalation;
import dev.tocsin.escalation.automaton.Heeded;
import dev.tocsin.escalation.automaton.Outcome;
import dev.tocsin.escalation.automaton.RuleBook;
import dev.tocsin.escalation.automaton.Situation;
import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.hypothesis.Surroundings;
import dev.tocsin.escalation.hypothesis.UnusualWindow;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Occurrence;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.topology.config.Tuning;

/**
 * The engine on a heap: the functions that the stages behind the detector call, fed with what files tell. A window that
 * a known service has no line for is one without data, as soon as time has passed its end.
 */
final class Simulation {

    /** How long after its end a window is told, as in the service. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration GONE = Duration.ofMinutes(60);

    private static final int MOST_REMEMBERED = 20_000;

    private final Tuning tuning;
    private final Duration lateness;
    private final Desk desk;
    private final Map<RuleBook, Escalation> engines = new IdentityHashMap<>();
    private final Roster roster = new Roster();
    private final Alarms alarms = new Alarms();
    private final Deque<News> news = new ArrayDeque<>();
    private final Voices voices;
    private final Surroundings surroundings = new Surroundings(MOST_REMEMBERED);
    private Instant time = Instant.MIN;
    private int silent;
    private boolean deaf;

    /**
     * @param lateness how long what other services tell is waited for
     * @param out told each event with the tier at which it was told
     */
    Simulation(Tuning tuning, Duration lateness, Voices voices, BiConsumer<IncidentEvent, Tier> out) {
        this.voices = voices;
        this.tuning = tuning;
        this.lateness = lateness;
        this.desk = new Desk(tuning, out);
    }

    /** In which nobody says a word. */
    Simulation(Tuning tuning, Duration lateness, BiConsumer<IncidentEvent, Tier> out) {
        this(tuning, lateness, new Voices(List.of(), (said, reception) -> {
        }), out);
    }

    /** @param until effective time at which it ends, null for that of what is told last */
    void run(List<Arrival> arrivals, @Nullable Instant until) {
        int next = 0;
        while (next < arrivals.size()) {
            Instant at = arrivals.get(next).at();
            passTo(at);
            List<Arrival> together = new ArrayList<>();
            while (next < arrivals.size() && arrivals.get(next).at().equals(at)) {
                together.add(arrivals.get(next++));
            }
            at(at, together);
        }
        Instant end = until == null ? voices.last() : until;
        if (end != null) {
            passTo(end.minus(GRACE).plusNanos(1));
        }
    }

    /** All that happens by itself before a time. */
    private void passTo(Instant end) {
        for (Instant at = nextByItself(); at != null && at.isBefore(end); at = nextByItself()) {
            at(at, List.of());
        }
    }

    private @Nullable Instant nextByItself() {
        Instant alarm = alarms.next();
        Instant voice = voices.next();
        return Stream.of(roster.nextEnd(), alarm == null ? null : alarm.minus(GRACE),
                voice == null ? null : voice.minus(GRACE),
                desk.nextLook().map(look -> look.minus(GRACE)).orElse(null))
                .filter(Objects::nonNull).min(Comparator.naturalOrder())
                .map(at -> at.isBefore(time) ? time : at).orElse(null);
    }

    private void at(Instant at, List<Arrival> arrivals) {
        time = at;
        List<Occurrence> now = new ArrayList<>();
        arrivals.stream().filter(arrival -> !arrival.late()).map(Arrival::what).forEach(now::add);
        now.addAll(roster.missing(at, now));
        now.sort(Occurrence.ORDER);
        now.forEach(this::heardOf);
        silent = roster.silent(at);
        deaf = roster.mostlyMute();
        now.forEach(what -> tell(what, at));
        arrivals.stream().filter(Arrival::late).forEach(arrival -> late((Verdict) arrival.what()));
        for (Feedback said = voices.due(effective()); said != null; said = voices.due(effective())) {
            heed(said);
        }
        for (ServiceId due = alarms.due(effective()); due != null; due = alarms.due(effective())) {
            apply(due, engine(due).pass(roster.state(due), due, situation()));
        }
        desk.pass(effective(), roster.size(), silent);
    }

    /** Who is silent is known before anything is judged. */
    private void heardOf(Occurrence what) {
        switch (what) {
            case Verdict verdict -> UnusualWindow.of(verdict).ifPresent(surroundings::saw);
            case Change change -> surroundings.saw(change);
        }
        if (what instanceof Verdict verdict) {
            roster.told(verdict);
        }
    }

    private void tell(Occurrence what, Instant at) {
        ServiceId service = what.service();
        switch (what) {
            case Verdict verdict -> {
                apply(service, engine(service).advance(roster.state(service), verdict, situation()));
                retire(service, at);
            }
            case Change change -> apply(service, engine(service).advance(roster.state(service), change, situation()));
        }
    }

    private void heed(Feedback said) {
        Heeded heeded = engine(said.service()).heed(roster.state(said.service()), said, situation());
        apply(said.service(), heeded.outcome());
        voices.answer(said, heeded.reception());
    }

    private void late(Verdict verdict) {
        apply(verdict.service(), engine(verdict.service()).late(roster.state(verdict.service()), verdict, situation()));
    }

    /** As in the service: not while telemetry as a whole has stopped. */
    private void retire(ServiceId service, Instant at) {
        Watched watched = roster.watched(service);
        if (watched != null && watched.lastHeard().plus(GONE).isBefore(at) && !deaf) {
            Outcome farewell = engine(service).retire(service, watched.state(), watched.lastHeard(), situation());
            roster.forget(service);
            alarms.set(service, Optional.empty());
            tell(farewell);
        }
    }

    private void apply(ServiceId service, Outcome outcome) {
        roster.keep(service, outcome.state());
        alarms.set(service, engine(service).nextTimer(outcome.state()));
        tell(outcome);
    }

    private void tell(Outcome outcome) {
        outcome.events().forEach(event -> desk.tell(surroundings.examine(event, tuning.dependencies()), effective(),
                roster.size(), silent));
        deliver(outcome.news());
    }

    /** News may cause no further news, so that this ends. */
    private void deliver(List<News> more) {
        news.addAll(more);
        while (!news.isEmpty()) {
            News one = news.poll();
            if (roster.watched(one.to()) != null) {
                apply(one.to(), engine(one.to()).hear(roster.state(one.to()), one, situation()));
            }
        }
    }

    private Escalation engine(ServiceId service) {
        Function<RuleBook, Escalation> engine = book -> new Escalation(book, GRACE, lateness, tuning.dependencies());
        return engines.computeIfAbsent(tuning.rules(service.namespace()), engine);
    }

    private Situation situation() {
        return new Situation(effective(), Duration.ZERO, deaf);
    }

    private Instant effective() {
        return time.plus(GRACE);
    }
}
