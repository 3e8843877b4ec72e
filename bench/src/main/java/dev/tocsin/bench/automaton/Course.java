package dev.tocsin.bench.automaton;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.tocsin.escalation.automaton.Escalation;
import dev.tocsin.escalation.automaton.Outcome;
import dev.tocsin.escalation.automaton.Partial;
import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.automaton.Situation;
import dev.tocsin.escalation.automaton.StoredState;
import dev.tocsin.escalation.compiler.RuleCompiler;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.signal.Signals;
import dev.tocsin.escalation.verdict.Verdict;

/** Rules over a fleet on one thread, and what they cost. Verdicts are made outside the time that is measured. */
final class Course {

    private final Escalation escalation;
    private final Map<ServiceId, ServiceState> states = new HashMap<>();
    private final Map<String, Long> firstPages = new TreeMap<>();
    private long nanos;
    private long verdicts;
    private long events;
    private int largestPartial;

    Course(List<EscalationRule> rules, Signals signals) {
        escalation = new Escalation(RuleCompiler.compile(rules, signals), Duration.ofSeconds(10));
    }

    Course run(Fleet fleet, int windows) {
        for (int minute = 1; minute <= windows; minute++) {
            int end = minute;
            List<Verdict> batch = java.util.stream.IntStream.range(0, fleet.services().size())
                    .mapToObj(service -> fleet.verdict(service, end)).toList();
            measure(batch);
            if (minute % 10 == 0) {
                weigh();
            }
        }
        return this;
    }

    private void measure(List<Verdict> batch) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (Verdict verdict : batch) {
            ServiceState state = states.getOrDefault(verdict.service(), ServiceState.EMPTY);
            Outcome outcome = escalation.advance(state, verdict,
                    new Situation(verdict.end().plusSeconds(10), Duration.ZERO));
            events += outcome.events().size();
            outcome.events().forEach(this::note);
            if (outcome.state() != state) {
                states.put(verdict.service(), outcome.state());
            }
        }
        nanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        verdicts += batch.size();
    }

    private void note(IncidentEvent event) {
        if (event.tier() == Tier.PAGE) {
            firstPages.putIfAbsent(event.service().service(), event.at().getEpochSecond() / 60);
        }
    }

    /** A row with one partial, names and checksum and all. */
    private void weigh() {
        for (ServiceState state : states.values()) {
            for (Partial partial : state.partials()) {
                byte[] row = StoredState.write(
                        new ServiceState(ServiceState.EMPTY.runs(), 0, List.of(partial), List.of()));
                largestPartial = Math.max(largestPartial, row.length);
            }
        }
    }

    double microsPerVerdict() {
        return nanos / 1e3 / verdicts;
    }

    double verdictsPerSecond() {
        return verdicts * 1e9 / nanos;
    }

    long events() {
        return events;
    }

    /** The minute in which each service was first paged for, of those that were. */
    Map<String, Long> firstPages() {
        return firstPages;
    }

    int largestPartial() {
        return largestPartial;
    }
}
