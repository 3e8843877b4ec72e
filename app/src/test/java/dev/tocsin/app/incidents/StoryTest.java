package dev.tocsin.app.incidents;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.Direction;
import dev.tocsin.schemas.v1.Hypothesis;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Level;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.NamedReading;
import dev.tocsin.schemas.v1.OrderConfidence;
import dev.tocsin.schemas.v1.Outcome;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

/** An incident in words. */
class StoryTest {

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    @Test
    void everyTransitionWhatWasSeenTheCauseAndWhoWasToldAreInIt() {
        // Given
        List<IncidentEvent> events = List.of(
                event("a", NOON, Transition.opened, Tier.digest, "latency_high", List.of()),
                event("a", NOON.plusSeconds(60), Transition.escalated, Tier.page, "errors_up within 5m",
                        List.of(step("latency_high", 1.5, 0.1), step("errors_up", 0.2, 0.001))),
                event("a", NOON.plusSeconds(600), Transition.resolved, Tier.page, "quiet for 5m", List.of()));
        // When
        String told = String.join("\n", new Story(events, List.of(delivery("pagerduty", Outcome.retrying, "hung"),
                delivery("pagerduty", Outcome.delivered, "accepted"))).lines());
        // Then
        assertThat(told).startsWith("cascade of default/checkout, resolved, tier page")
                .contains("escalated at page: errors_up within 5m", "latency_high, latency 1.500, expected 0.1000",
                        "80 % of the score", "default/db; for it: rose first", "pagerduty #1 delivered (accepted)")
                .doesNotContain("hung");
    }

    @Test
    void aServicesNameMeansItsNewestIncident() {
        List<IncidentEvent> all = List.of(event("old", NOON, Transition.opened, Tier.digest, "", List.of()),
                event("new", NOON.plusSeconds(9_000), Transition.opened, Tier.digest, "", List.of()));

        assertThat(ExplainCommand.of(all, "default/checkout")).extracting(IncidentEvent::getIncident)
                .containsExactly("new");
        assertThat(ExplainCommand.of(all, "old")).extracting(IncidentEvent::getIncident).containsExactly("old");
        assertThat(ExplainCommand.of(all, "default/nobody")).isEmpty();
    }

    private static IncidentEvent event(String id, Instant at, Transition transition, Tier tier, String reason,
            List<MatchedStep> steps) {
        var reading = new MetricReading(1.5, 0.1, 9.0, Direction.up, 0.8, Level.anomalous);
        return new IncidentEvent(id, "cascade", "", "default", "checkout", transition, tier, at,
                at, steps, OrderConfidence.high, reason, 4.0,
                steps.isEmpty() ? List.of() : List.of(new NamedReading("latency", reading)),
                List.of(new Hypothesis("default", "db", null, 0.9, List.of("rose first"), List.of())), 0L);
    }

    private static MatchedStep step(String signal, double observed, double expected) {
        return new MatchedStep(signal, "default", "checkout", NOON, Tier.digest, "latency", observed, expected, null,
                null,
                null);
    }

    private static Delivery delivery(String receiver, Outcome outcome, String reason) {
        return new Delivery(receiver, "a#1", "a", 1L, outcome, reason, "", 1, Tier.page, NOON, NOON);
    }
}
