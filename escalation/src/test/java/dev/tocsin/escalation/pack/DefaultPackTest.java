package dev.tocsin.escalation.pack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.automaton.Escalation;
import dev.tocsin.escalation.automaton.Outcome;
import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.automaton.Situation;
import dev.tocsin.escalation.compiler.RuleCompiler;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.signal.Signals;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/** The shipped rules on a service as one would see it. */
class DefaultPackTest {

    private static final ServiceId SHOP = new ServiceId("prod", "checkout");

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Escalation escalation = new Escalation(
            RuleCompiler.compile(DefaultPack.RULES, Signals.builtIn()), Duration.ofSeconds(10));

    private final List<IncidentEvent> events = new ArrayList<>();

    private ServiceState state = ServiceState.EMPTY;

    private int minute;

    @Test
    void aCascadeClimbsAsOneIncidentAndResolves() {
        normal(3);

        window(0.9, 0.002, 0.4);
        window(1.4, 0.002, 0.5);
        window(2.0, 0.03, 0.8);
        window(2.2, 0.04, 0.95);
        window(2.5, 0.04, 0.99);
        normal(8);

        assertThat(story("cascading-failure")).containsExactly("4 opened digest", "6 escalated notify",
                "8 escalated page", "9 clearing page", "14 resolved page");
        assertThat(events.stream().filter(event -> event.rule().equals("cascading-failure"))
                .map(IncidentEvent::incident).distinct()).hasSize(1);
        assertThat(state).isEqualTo(ServiceState.EMPTY);
    }

    @Test
    void saturationFirstIsPressureAndNoCascade() {
        normal(1);

        window(0.2, 0.002, 0.95);
        window(0.2, 0.002, 0.99);
        window(0.9, 0.002, 0.5);

        assertThat(story("resource-pressure")).containsExactly("4 opened notify");
        assertThat(story("cascading-failure")).containsExactly("4 opened digest");
    }

    @Test
    void errorsThatWereAlwaysThereAreNoErrors() {
        for (int i = 0; i < 20; i++) {
            tell(Map.of("error_ratio", new Reading(0.07, 0.068, 0.1, Direction.NONE, 0.1, Level.NORMAL)));
        }

        assertThat(events).isEmpty();
    }

    @Test
    void oneWindowOfErrorsIsNotYetARatio() {
        normal(1);

        window(0.2, 0.09, 0.4);
        normal(1);
        assertThat(story("error-ratio-high")).isEmpty();
        window(0.2, 0.09, 0.4);
        window(0.2, 0.09, 0.4);

        assertThat(story("error-ratio-high")).containsExactly("5 opened notify");
    }

    @Test
    void recoveryBetweenTheStepsIsNoCascade() {
        normal(1);

        window(0.9, 0.002, 0.4);
        normal(3);
        window(0.2, 0.03, 0.4);
        window(0.2, 0.002, 0.95);
        window(0.2, 0.002, 0.95);

        assertThat(story("cascading-failure")).containsExactly("2 opened digest", "3 clearing digest",
                "5 expired digest", "6 reopened digest");
    }

    @Test
    void aSurgeThatTheServiceCarriesTellsNobody() {
        normal(2);

        for (int i = 0; i < 10; i++) {
            tell(Map.of("requests_per_sec", reading(400, 100), "latency_p99", reading(0.21, 0.2),
                    "error_ratio", reading(0.001, 0.001), "cpu_utilization", reading(0.8, 0.4)));
        }

        assertThat(events).isEmpty();
    }

    private void normal(int windows) {
        for (int i = 0; i < windows; i++) {
            window(0.2, 0.002, 0.4);
        }
    }

    private void window(double latency, double errors, double cpu) {
        tell(Map.of("latency_p99", reading(latency, 0.2), "error_ratio", reading(errors, 0.002),
                "cpu_utilization", reading(cpu, 0.4)));
    }

    private void tell(Map<String, Reading> metrics) {
        minute++;
        Instant end = START.plusSeconds(60L * minute);
        Level level = metrics.values().stream().map(Reading::level).max(Level::compareTo).orElseThrow();
        Verdict verdict = new Verdict(SHOP, end.minusSeconds(60), end, Phase.MATURE, 4, 1, 0.1, 0.5, level, false,
                new HashMap<>(metrics));
        Outcome outcome = escalation.advance(state, verdict, new Situation(end, Duration.ZERO));
        state = outcome.state();
        events.addAll(outcome.events());
    }

    private static Reading reading(double observed, double expected) {
        boolean off = observed > 1.15 * expected;
        return new Reading(observed, expected, off ? 8 : 0, off ? Direction.UP : Direction.NONE, 0.3,
                off ? Level.ELEVATED : Level.NORMAL);
    }

    private List<String> story(String rule) {
        return events.stream().filter(event -> event.rule().equals(rule))
                .map(event -> (Duration.between(START, event.at()).toMinutes() + " " + event.transition() + " "
                        + event.tier()).toLowerCase(Locale.ROOT))
                .toList();
    }
}
