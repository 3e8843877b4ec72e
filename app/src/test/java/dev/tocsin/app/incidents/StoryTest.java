package dev.tocsin.app.incidents;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.v1.BrokenRelation;
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
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.RelatedMetric;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;
import dev.tocsin.schemas.v1.WindowVerdict;

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
    void aServiceIsToldByItsWindowsItsOpenIncidentsAndWhatKeepsThemQuiet() {
        // Given an incident that has climbed two steps, is capped and acknowledged, and another that is over
        List<IncidentEvent> events = List.of(
                event("over", NOON.minusSeconds(900), Transition.resolved, Tier.page, "by bob", List.of()),
                event("a", NOON, Transition.opened, Tier.digest, "step 1 of 3: latency_high",
                        List.of(step("latency_high", 1.5, 0.1))),
                event("a", NOON.plusSeconds(60), Transition.escalated, Tier.page, "step 2 of 3: errors_up",
                        List.of(step("latency_high", 1.5, 0.1), step("errors_up", 0.2, 0.001))),
                event("a", NOON.plusSeconds(60), Transition.suppressed, Tier.digest,
                        "capped: SuppressionRule/*/night@3", List.of()),
                event("a", NOON.plusSeconds(90), Transition.acknowledged, Tier.page, "by alice", List.of()));
        List<WindowVerdict> verdicts = List.of(verdict(NOON, 1.2, Level.normal),
                verdict(NOON.plusSeconds(60), 4.25, Level.anomalous));
        // When
        String told = String.join("\n",
                new ServiceStory("default/checkout", NOON.plusSeconds(120), verdicts, events).lines());
        // Then
        assertThat(told).contains("score 4.3, anomalous (alarms from 3.1, made quieter by marks: +0.10), standard@2",
                "  latency 1.500, expected 0.1000, +9.0 sigmas, 80 % of the score, anomalous",
                "Before:\n  until 2030-01-01T12:00:00Z score 1.2, normal: latency",
                "Open: a, page, acknowledged since 2030-01-01T12:01:30Z, acknowledged by alice",
                "  step 2 of 3: errors_up", "  met: 2030-01-01T12:00:00Z  errors_up, latency 0.2000",
                "  told at digest only, capped: SuppressionRule/*/night@3", "  perhaps: default/db; for it: rose first")
                .doesNotContain("over");
    }

    @Test
    void aWindowWithoutAnUnusualMetricNamesTheRelationThatBroke() {
        // Given
        WindowVerdict broken = verdict(NOON, 4.25, Level.anomalous);
        broken.setRelation(
                new BrokenRelation("cpu", -1.6, 1.5, List.of(new RelatedMetric("traffic", 1.6)), 0.8));
        // When
        List<String> told = new ServiceStory("default/checkout", NOON, List.of(broken, broken), List.of()).lines();
        // Then
        String words = "cpu fell while traffic rose (-1.6 sigmas, expected +1.5)";
        assertThat(told).contains("  " + words,
                "  until 2030-01-01T12:00:00Z score 4.3, anomalous: " + words);
    }

    @Test
    void aServiceWithNothingOpenAndNoTelemetrySaysSo() {
        List<IncidentEvent> events = List
                .of(event("over", NOON, Transition.resolved, Tier.page, "by bob", List.of()));

        assertThat(String.join("\n", new ServiceStory("default/checkout", NOON, List.of(), events).lines()))
                .contains("No window was judged", "Nothing is open. Its last incident: over, by bob");
    }

    private static WindowVerdict verdict(Instant end, double score, Level level) {
        return WindowVerdict.newBuilder().setNamespace("default").setService("checkout").setPhase(Phase.mature)
                .setWindowStart(end.minusSeconds(60)).setWindowEnd(end)
                .setScore(score).setLevel(level).setAnomalous(level == Level.anomalous).setProfile("standard@2")
                .setAlarmFrom(3.1).setShift(0.1)
                .setMetrics(Map.of("latency", new MetricReading(1.5, 0.1, 9.0, Direction.up, 0.8, Level.anomalous)))
                .build();
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
