package dev.tocsin.escalation.hypothesis;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.neighbour.Calls;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class SurroundingsTest {

    private static final Instant AT = Instant.parse("2026-03-01T03:00:00Z");
    private static final Calls GATEWAY_CALLS_CHECKOUT = new Calls() {
        @Override
        public Collection<ServiceId> callees(ServiceId service) {
            return service.equals(id("gateway")) ? List.of(id("checkout")) : List.of();
        }

        @Override
        public Collection<ServiceId> callers(ServiceId service) {
            return service.equals(id("checkout")) ? List.of(id("gateway")) : List.of();
        }
    };

    private final Surroundings surroundings = new Surroundings(100);

    @Test
    void theCalleeThatWasSlowInTheSameWindowsIsNamed() {
        // Given two services that have been slow for three minutes
        for (int minute = 2; minute >= 0; minute--) {
            saw("gateway", minute, "latency_p99", 0.3, 0.9, 9);
            saw("checkout", minute, "latency_p99", 0.1, 0.8, 12);
        }
        surroundings.saw(new Change(id("checkout"), AT.minusSeconds(240), Change.Kind.DEPLOY, "v42"));

        List<Hypothesis> named = surroundings.hypotheses(id("gateway"), AT, GATEWAY_CALLS_CHECKOUT);

        assertThat(named).extracting(hypothesis -> hypothesis.service().service()).containsExactly("checkout");
        assertThat(named.getFirst().evidence()).contains("unusual along gateway → checkout", "deploy v42 1 min before");
    }

    @Test
    void anEventThatSaysAnIncidentBurnsIsExamined() {
        saw("gateway", 0, "latency_p99", 0.3, 0.9, 9);
        saw("checkout", 0, "latency_p99", 0.1, 0.8, 12);

        assertThat(surroundings.examine(event(Transition.OPENED), GATEWAY_CALLS_CHECKOUT).hypotheses())
                .extracting(Hypothesis::service).containsExactly(id("checkout"));
        assertThat(surroundings.examine(event(Transition.RESOLVED), GATEWAY_CALLS_CHECKOUT).hypotheses()).isEmpty();
    }

    @Test
    void whatARuleNamesComesFirst() {
        saw("gateway", 0, "latency_p99", 0.3, 0.9, 9);
        saw("checkout", 0, "latency_p99", 0.1, 0.8, 12);
        Hypothesis named = new Hypothesis(id("inventory"), null, 1, List.of("says a rule"), List.of());

        List<Hypothesis> all = surroundings.examine(event(Transition.OPENED).with(List.of(named)),
                GATEWAY_CALLS_CHECKOUT).hypotheses();

        assertThat(all).extracting(Hypothesis::service).containsExactly(id("inventory"), id("checkout"));
    }

    private static IncidentEvent event(Transition transition) {
        return new IncidentEvent(IncidentId.of("errors", id("gateway"), AT), "errors", "v1", id("gateway"), transition,
                Tier.NOTIFY, AT, AT, List.of(), OrderConfidence.HIGH, "because", 4.2, List.of(), List.of(),
                Duration.ZERO);
    }

    @Test
    void whatWasUnusualLongBeforeIsForgotten() {
        saw("checkout", 40, "latency_p99", 0.1, 0.8, 12);
        saw("gateway", 0, "latency_p99", 0.3, 0.9, 9);

        assertThat(surroundings.hypotheses(id("gateway"), AT, GATEWAY_CALLS_CHECKOUT))
                .extracting(hypothesis -> hypothesis.service().service()).containsExactly("gateway");
    }

    @Test
    void nobodyIsNamedForAServiceThatShowsNothing() {
        saw("checkout", 0, "latency_p99", 0.1, 0.8, 12);

        assertThat(surroundings.hypotheses(id("gateway"), AT, GATEWAY_CALLS_CHECKOUT)).isEmpty();
    }

    @Test
    void fewerErrorsAreNoSignAndLessTrafficIsOne() {
        assertThat(UnusualWindow.of(verdict("checkout", 0, "error_ratio", 0.1, 0.0, -12))).isEmpty();
        assertThat(UnusualWindow.of(verdict("checkout", 0, "requests", 100, 1, -12)).orElseThrow().signs())
                .containsExactly(new UnusualWindow.Sign("requests", 12, 99));
        assertThat(UnusualWindow.of(verdict("checkout", 0, "cpu", 0.5, 0.52, 0.4))).isEmpty();
    }

    @Test
    void aStormOfServicesIsBounded() {
        for (int service = 0; service < 1_000; service++) {
            saw("s" + service, 0, "latency_p99", 0.1, 0.8, 12);
        }
        saw("gateway", 0, "latency_p99", 0.3, 0.9, 9);

        assertThat(surroundings.hypotheses(id("s0"), AT, GATEWAY_CALLS_CHECKOUT)).isEmpty();
        assertThat(surroundings.hypotheses(id("gateway"), AT, GATEWAY_CALLS_CHECKOUT)).hasSize(1);
    }

    private void saw(String service, int minutesAgo, String metric, double expected, double observed,
            double deviation) {
        UnusualWindow.of(verdict(service, minutesAgo, metric, expected, observed, deviation))
                .ifPresent(surroundings::saw);
    }

    private static Verdict verdict(String service, int minutesAgo, String metric, double expected, double observed,
            double deviation) {
        Instant end = AT.minus(Duration.ofMinutes(minutesAgo));
        Reading reading = new Reading(observed, expected, deviation, deviation < 0 ? Direction.DOWN : Direction.UP, 1,
                Level.ANOMALOUS);
        return new Verdict(id(service), end.minusSeconds(60), end, Phase.MATURE, 4, 10, 1e-6, 1, Level.ANOMALOUS, true,
                Map.of(metric, reading));
    }

    private static ServiceId id(String service) {
        return new ServiceId("prod", service);
    }
}
