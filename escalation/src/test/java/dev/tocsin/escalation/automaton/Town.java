package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.tocsin.escalation.compiler.RuleCompiler;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.neighbour.DependencyMap;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * Several services of one map through minutes, each with its own state, which goes through its stored form after every
 * step. What they tell each other lies in {@link #undelivered} until it is delivered.
 */
final class Town {

    private static final Duration LATENESS = Duration.ofMinutes(1);

    private final List<EscalationRule> rules;
    private final Map<ServiceId, ServiceState> states = new TreeMap<>();
    private final List<IncidentEvent> events = new ArrayList<>();
    final List<News> undelivered = new ArrayList<>();
    private Escalation escalation;
    private int told;
    private int beyond;
    private int late;
    private boolean patient;

    Town(DependencyMap map, EscalationRule... rules) {
        this.rules = List.of(rules);
        escalation = under(map);
    }

    static ServiceId id(String service) {
        return new ServiceId("prod", service);
    }

    static DependencyMap calls(Map<String, List<String>> calls) {
        return new DependencyMap(List.of(new DependencyMap.Part("prod", calls, Map.of())));
    }

    Town map(DependencyMap other) {
        escalation = under(other);
        return this;
    }

    private Escalation under(DependencyMap map) {
        return new Escalation(RuleCompiler.compile(rules, Rehearsal.SIGNALS), Rehearsal.SETTLING, LATENESS, map);
    }

    /** A window that ends at the minute; news is delivered at once. */
    Town window(String service, double minute, String... signals) {
        tell(service, minute, signals);
        return deliverAll(minute);
    }

    /** A window that ends at the minute, of which nobody hears yet. */
    Town tell(String service, double minute, String... signals) {
        Map<String, Reading> metrics = new HashMap<>();
        for (String signal : signals) {
            metrics.put(signal, new Reading(1, 0.1, 9, Direction.UP, 0, Level.ELEVATED));
        }
        Instant end = Rehearsal.minute(minute);
        Verdict verdict = new Verdict(id(service), end.minus(Duration.ofMinutes(1)), end, Phase.MATURE, 4,
                signals.length, 0.01, 0.9, signals.length == 0 ? Level.NORMAL : Level.ELEVATED, false, metrics);
        return take(id(service), escalation.advance(state(id(service)), verdict, at(minute)));
    }

    /** Time without a window of the service's own. */
    Town pass(String service, double minute) {
        return take(id(service), escalation.pass(state(id(service)), id(service), at(minute)));
    }

    Town deliverAll(double minute) {
        while (!undelivered.isEmpty()) {
            deliver(0, minute);
        }
        return this;
    }

    Town deliver(int index, double minute) {
        Situation now = at(minute);
        News news = undelivered.remove(index);
        return take(news.to(), escalation.hear(state(news.to()), news, now));
    }

    private Town take(ServiceId service, Outcome outcome) {
        states.put(service, StoredState.read(StoredState.write(outcome.state())));
        events.addAll(outcome.events());
        undelivered.addAll(outcome.news());
        told += outcome.news().size();
        beyond += outcome.beyond();
        late += outcome.late() ? 1 : 0;
        return this;
    }

    ServiceState state(ServiceId service) {
        return states.getOrDefault(service, ServiceState.EMPTY);
    }

    /** What is still on its way is waited for, where that is asked for. */
    private Situation at(double minute) {
        Instant heard = patient
                ? undelivered.stream().map(News::at).min(Instant::compareTo).orElse(Instant.MAX)
                : Instant.MAX;
        return new Situation(Rehearsal.minute(minute).plus(Rehearsal.SETTLING), Duration.ZERO, false, heard);
    }

    /** Whoever judges waits for what is still on its way. */
    Town patient() {
        patient = true;
        return this;
    }

    List<IncidentEvent> events() {
        return List.copyOf(events);
    }

    /** As {@code "checkout 3 opened notify"}, by service and in the order told. */
    List<String> story() {
        return events.stream().map(event -> (event.service().service() + " "
                + Duration.between(Rehearsal.START, event.at()).toMinutes() + " " + event.transition() + " "
                + event.tier()).toLowerCase(Locale.ROOT)).toList();
    }

    int told() {
        return told;
    }

    int beyond() {
        return beyond;
    }

    int late() {
        return late;
    }
}
