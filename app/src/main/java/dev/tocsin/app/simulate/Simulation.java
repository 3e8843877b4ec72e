package dev.tocsin.app.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.simulate.Arrivals.Arrival;
import dev.tocsin.escalation.automaton.Escalation;
import dev.tocsin.escalation.automaton.Outcome;
import dev.tocsin.escalation.automaton.RuleBook;
import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.automaton.Situation;
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
    private final Map<ServiceId, Watched> known = new TreeMap<>();
    private final Map<ServiceId, ServiceState> onlyChanged = new HashMap<>();
    private final TreeMap<Instant, TreeSet<ServiceId>> windows = new TreeMap<>();
    private final TreeSet<Timer> timers = new TreeSet<>(
            Comparator.comparing(Timer::at).thenComparing(Timer::service));
    private final Deque<News> news = new ArrayDeque<>();
    private final Surroundings surroundings = new Surroundings(MOST_REMEMBERED);
    private final Map<ServiceId, Timer> timerOf = new HashMap<>();
    private Instant time = Instant.MIN;
    private int silent;

    private record Timer(Instant at, ServiceId service) {}

    /**
     * @param lateness how long what other services tell is waited for
     * @param out told each event with the tier at which it was told
     */
    Simulation(Tuning tuning, Duration lateness, BiConsumer<IncidentEvent, Tier> out) {
        this.tuning = tuning;
        this.lateness = lateness;
        this.desk = new Desk(tuning, out);
    }

    /** @param until effective time at which it ends, null for the last arrival's */
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
        if (until != null) {
            passTo(until.minus(GRACE).plusNanos(1));
        }
    }

    /** All that happens by itself before a time. */
    private void passTo(Instant end) {
        for (Instant at = nextByItself(); at != null && at.isBefore(end); at = nextByItself()) {
            at(at, List.of());
        }
    }

    private @Nullable Instant nextByItself() {
        return Stream.of(windows.isEmpty() ? null : windows.firstKey(),
                timers.isEmpty() ? null : timers.first().at().minus(GRACE),
                desk.nextLook().map(look -> look.minus(GRACE)).orElse(null))
                .filter(Objects::nonNull).min(Comparator.naturalOrder())
                .map(at -> at.isBefore(time) ? time : at).orElse(null);
    }

    private void at(Instant at, List<Arrival> arrivals) {
        time = at;
        List<Occurrence> now = new ArrayList<>();
        arrivals.stream().filter(arrival -> !arrival.late()).map(Arrival::what).forEach(now::add);
        now.addAll(missing(at, now));
        now.sort(Occurrence.ORDER);
        now.forEach(this::heardOf);
        silent = (int) known.values().stream().filter(watched -> watched.silent(at)).count();
        now.forEach(what -> tell(what, at));
        arrivals.stream().filter(Arrival::late).forEach(arrival -> late((Verdict) arrival.what()));
        while (!timers.isEmpty() && !timers.first().at().isAfter(effective())) {
            ServiceId service = timers.first().service();
            disarm(service);
            apply(service, engine(service).pass(state(service), service, situation()));
        }
        desk.pass(effective(), known.size(), silent);
    }

    private List<Verdict> missing(Instant at, List<Occurrence> told) {
        List<Verdict> missing = new ArrayList<>();
        TreeSet<ServiceId> due = windows.remove(at);
        for (ServiceId service : due == null ? new TreeSet<ServiceId>() : due) {
            Watched watched = known.get(service);
            boolean spoke = told.stream().anyMatch(what -> what instanceof Verdict && what.service().equals(service));
            if (watched != null && !spoke) {
                missing.add(Verdict.noData(service, watched.closedUntil(), at));
            }
        }
        return missing;
    }

    /** Who is silent is known before anything is judged. */
    private void heardOf(Occurrence what) {
        switch (what) {
            case Verdict verdict -> UnusualWindow.of(verdict).ifPresent(surroundings::saw);
            case Change change -> surroundings.saw(change);
        }
        if (what instanceof Verdict verdict) {
            boolean data = verdict.phase() != dev.tocsin.escalation.verdict.Phase.NO_DATA;
            Watched before = known.getOrDefault(verdict.service(),
                    Watched.since(verdict).with(onlyChanged.getOrDefault(verdict.service(), ServiceState.EMPTY)));
            onlyChanged.remove(verdict.service());
            forget(windows, before.nextEnd(), verdict.service());
            Watched after = before.told(verdict, data);
            known.put(verdict.service(), after);
            windows.computeIfAbsent(after.nextEnd(), unseen -> new TreeSet<>()).add(verdict.service());
        }
    }

    private void tell(Occurrence what, Instant at) {
        ServiceId service = what.service();
        switch (what) {
            case Verdict verdict -> {
                apply(service, engine(service).advance(state(service), verdict, situation()));
                retire(service, at);
            }
            case Change change -> apply(service, engine(service).advance(state(service), change, situation()));
        }
    }

    private void late(Verdict verdict) {
        apply(verdict.service(), engine(verdict.service()).late(state(verdict.service()), verdict, situation()));
    }

    /** As in the service: not while telemetry as a whole has stopped. */
    private void retire(ServiceId service, Instant at) {
        Watched watched = known.get(service);
        if (watched != null && watched.lastHeard().plus(GONE).isBefore(at) && !deaf()) {
            Outcome farewell = engine(service).retire(service, watched.state(), watched.lastHeard(), situation());
            known.remove(service);
            forget(windows, watched.nextEnd(), service);
            disarm(service);
            farewell.events()
                    .forEach(event -> desk.tell(surroundings.examine(event, tuning.dependencies()), effective(),
                            known.size(), silent));
            deliver(farewell.news());
        }
    }

    private static void forget(TreeMap<Instant, TreeSet<ServiceId>> windows, Instant end, ServiceId service) {
        windows.computeIfPresent(end, (unused, services) -> {
            services.remove(service);
            return services.isEmpty() ? null : services;
        });
    }

    private void apply(ServiceId service, Outcome outcome) {
        Watched watched = known.get(service);
        if (watched != null) {
            known.put(service, watched.with(outcome.state()));
        } else if (outcome.state().isEmpty()) {
            onlyChanged.remove(service);
        } else {
            onlyChanged.put(service, outcome.state());
        }
        disarm(service);
        engine(service).nextTimer(outcome.state()).map(at -> new Timer(at, service)).ifPresent(timer -> {
            timers.add(timer);
            timerOf.put(service, timer);
        });
        outcome.events().forEach(event -> desk.tell(surroundings.examine(event, tuning.dependencies()), effective(),
                known.size(), silent));
        deliver(outcome.news());
    }

    private void disarm(ServiceId service) {
        Timer timer = timerOf.remove(service);
        if (timer != null) {
            timers.remove(timer);
        }
    }

    /** News may cause no further news, so that this ends. */
    private void deliver(List<News> more) {
        news.addAll(more);
        while (!news.isEmpty()) {
            News one = news.poll();
            if (known.containsKey(one.to())) {
                apply(one.to(), engine(one.to()).hear(state(one.to()), one, situation()));
            }
        }
    }

    private ServiceState state(ServiceId service) {
        Watched watched = known.get(service);
        return watched != null ? watched.state() : onlyChanged.getOrDefault(service, ServiceState.EMPTY);
    }

    private Escalation engine(ServiceId service) {
        Function<RuleBook, Escalation> engine = book -> new Escalation(book, GRACE, lateness, tuning.dependencies());
        return engines.computeIfAbsent(tuning.rules(service.namespace()), engine);
    }

    private Situation situation() {
        return new Situation(effective(), Duration.ZERO, deaf());
    }

    private Instant effective() {
        return time.plus(GRACE);
    }

    private boolean deaf() {
        return known.size() > 1 && silent * 2 > known.size();
    }
}
