package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.tocsin.escalation.compiler.RuleCompiler;
import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.feedback.Reception;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Globs;
import dev.tocsin.escalation.signal.MetricTest;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.Signals;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Relation;
import dev.tocsin.escalation.verdict.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One service through minutes, with signals A to F that are true when told so. Its state goes through its stored form
 * after every step.
 */
final class Rehearsal {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static final Duration SETTLING = Duration.ofSeconds(10);

    static final ServiceId SERVICE = new ServiceId("prod", "checkout");

    static final Signals SIGNALS = Signals.builtIn().with(Stream.of("A", "B", "C", "D", "E", "F")
            .map(name -> Signal.of(name, new Condition.OnMetric(Globs.of(name), List.of(MetricTest.value("> 0.5")))))
            .toList());

    private final List<IncidentEvent> events = new ArrayList<>();
    private Escalation escalation;
    private ServiceState state = ServiceState.EMPTY;

    private Rehearsal(Escalation escalation) {
        this.escalation = escalation;
    }

    static Rehearsal of(EscalationRule... rules) {
        return new Rehearsal(under(rules));
    }

    static Escalation under(EscalationRule... rules) {
        return new Escalation(RuleCompiler.compile(List.of(rules), SIGNALS), SETTLING);
    }

    static Instant minute(double minute) {
        return START.plusMillis(Math.round(minute * 60_000));
    }

    static Situation at(double minute) {
        return new Situation(minute(minute), Duration.ZERO);
    }

    /** A judged window that ends at the minute; with signals it is elevated, without it is calm. */
    static Verdict verdict(double minute, String... signals) {
        Level level = signals.length == 0 ? Level.NORMAL : Level.ELEVATED;
        return verdict(minute, Phase.MATURE, level, false, signals);
    }

    static Verdict verdict(double minute, Phase phase, Level level, boolean anomalous, String... signals) {
        Map<String, Reading> metrics = new HashMap<>();
        for (String signal : signals) {
            metrics.put(signal, new Reading(1, 0.1, 9, Direction.UP, 1.0 / signals.length, Level.ELEVATED));
        }
        return new Verdict(SERVICE, minute(minute - 1), minute(minute), phase, 4, signals.length, 0.01, 0.9, level,
                anomalous, metrics);
    }

    Rehearsal window(double minute, String... signals) {
        return tell(verdict(minute, signals));
    }

    /** Calm windows that end at each of these minutes, inclusive. */
    Rehearsal calm(int from, int to) {
        for (int minute = from; minute <= to; minute++) {
            window(minute);
        }
        return this;
    }

    /** Windows out of the ordinary, though no signal says so. */
    Rehearsal uneasy(int from, int to) {
        for (int minute = from; minute <= to; minute++) {
            tell(verdict(minute, Phase.MATURE, Level.ELEVATED, false));
        }
        return this;
    }

    Rehearsal anomalous(int... minutes) {
        for (int minute : minutes) {
            tell(verdict(minute, Phase.MATURE, Level.ANOMALOUS, true));
        }
        return this;
    }

    /** Anomalous windows that end at these minutes, in which no metric is unusual but a relation is. */
    Rehearsal broken(Relation relation, int... minutes) {
        for (int minute : minutes) {
            tell(new Verdict(SERVICE, minute(minute - 1), minute(minute), Phase.MATURE, 4, 5, 0.001, 0.9,
                    Level.ANOMALOUS, true, Map.of(), relation));
        }
        return this;
    }

    Rehearsal warmingUp(double minute, String... signals) {
        return tell(verdict(minute, Phase.WARMING_UP, Level.NORMAL, false, signals));
    }

    Rehearsal silent(int... minutes) {
        for (int minute : minutes) {
            tell(Verdict.noData(SERVICE, minute(minute - 1), minute(minute)));
        }
        return this;
    }

    /** A judged window that comes after later ones. */
    Rehearsal late(double minute, String... signals) {
        return take(escalation.late(state, verdict(minute, signals), at(minute)));
    }

    /** Windows without data while telemetry as a whole has stopped. */
    Rehearsal deaf(int... minutes) {
        for (int minute : minutes) {
            Verdict nothing = Verdict.noData(SERVICE, minute(minute - 1), minute(minute));
            take(escalation.advance(state, nothing, new Situation(nothing.end(), Duration.ZERO, true)));
        }
        return this;
    }

    Rehearsal change(double minute, Change.Kind kind) {
        return take(escalation.advance(state, new Change(SERVICE, minute(minute), kind, "v42"), at(minute)));
    }

    Rehearsal pass(double minute) {
        return take(escalation.pass(state, SERVICE, at(minute)));
    }

    Reception said(double minute, Feedback feedback) {
        Heeded heeded = escalation.heed(state, feedback, at(minute));
        take(heeded.outcome());
        return heeded.reception();
    }

    Rehearsal rules(EscalationRule... rules) {
        escalation = under(rules);
        return this;
    }

    /** An edit of one rule, as whoever holds the rules in force makes it. */
    Rehearsal edited(EscalationRule before, EscalationRule after) {
        escalation = new Escalation(RuleCompiler.compile(List.of(after), SIGNALS,
                List.of(new RuleCompiler.Former(before, SIGNALS))), SETTLING);
        return this;
    }

    private Rehearsal tell(Verdict verdict) {
        return take(escalation.advance(state, verdict, new Situation(verdict.end(), Duration.ZERO)));
    }

    private Rehearsal take(Outcome outcome) {
        state = StoredState.read(StoredState.write(outcome.state()));
        assertThat(state).isEqualTo(outcome.state());
        events.addAll(outcome.events());
        return this;
    }

    ServiceState state() {
        return state;
    }

    Escalation escalation() {
        return escalation;
    }

    List<IncidentEvent> events() {
        return List.copyOf(events);
    }

    List<IncidentEvent> events(Transition... wanted) {
        return events.stream().filter(event -> Arrays.asList(wanted).contains(event.transition())).toList();
    }

    /** As {@code "3 escalated notify"}, in the order told. */
    List<String> story() {
        return events.stream().map(Rehearsal::line).toList();
    }

    /** Of climbs and resolves only. */
    List<String> climbs() {
        return events(Transition.OPENED, Transition.ESCALATED, Transition.RESOLVED).stream().map(Rehearsal::line)
                .toList();
    }

    /** As {@code "A@0 B@3"}. */
    static String steps(IncidentEvent event) {
        return String.join(" ", event.steps().stream().map(Rehearsal::step).toList());
    }

    private static String step(MatchedStep step) {
        return step.signal() + "@" + minutes(step.at());
    }

    private static String line(IncidentEvent event) {
        return (minutes(event.at()) + " " + event.transition() + " " + event.tier()).toLowerCase(Locale.ROOT);
    }

    private static String minutes(Instant at) {
        double minutes = Duration.between(START, at).toMillis() / 60_000.0;
        return minutes == Math.rint(minutes) ? Long.toString((long) minutes) : Double.toString(minutes);
    }
}
