package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Reading;

import static dev.tocsin.escalation.incident.Transition.ESCALATED;
import static dev.tocsin.escalation.incident.Transition.OPENED;
import static dev.tocsin.escalation.incident.Transition.RESOLVED;
import static dev.tocsin.escalation.switchboard.Desk.event;
import static dev.tocsin.escalation.switchboard.Desk.step;
import static dev.tocsin.escalation.switchboard.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

class HeadlineTest {

    private static final List<MatchedStep> CASCADE = List.of(step("latency_high", "latency", 2, 1, 0),
            step("errors_up", "error_ratio", 0.2, 0.01, 3), step("cpu_saturated", "cpu", 0.95, 0.3, 6));

    @Test
    @DisplayName("A cascade is told in its order, with how long it took, its rule and since when")
    void cascade() {
        IncidentEvent event = with(event("cascading-failure", ESCALATED, Tier.PAGE, 6), CASCADE);

        assertThat(Headline.of(event)).isEqualTo(
                "prod-eu/checkout: latency, errors, then CPU within 6 min (cascading-failure), since 10:00 UTC");
    }

    @Test
    @DisplayName("The end says how long it lasted")
    void resolved() {
        IncidentEvent event = with(event("cascading-failure", RESOLVED, Tier.PAGE, 18), CASCADE);

        assertThat(Headline.of(event)).isEqualTo(
                "prod-eu/checkout: resolved after 18 min: latency, errors, then CPU within 6 min (cascading-failure)");
    }

    @Test
    @DisplayName("Where the order is hidden, none is claimed")
    void hiddenOrder() {
        IncidentEvent sure = with(event("pressure", OPENED, Tier.NOTIFY, 0),
                List.of(step("latency_high", "l", 2, 1, 0), step("traffic_down", "t", 1, 2, 0)));
        IncidentEvent event = new IncidentEvent(sure.incident(), sure.rule(), sure.ruleVersion(), sure.service(),
                sure.transition(), sure.tier(), sure.at(), sure.openedAt(), sure.steps(), OrderConfidence.LOW,
                sure.reason(), sure.score(), sure.topMetrics(), sure.hypotheses(), sure.behind());

        assertThat(Headline.of(event))
                .isEqualTo("prod-eu/checkout: latency and traffic down (pressure), since 10:00 UTC");
    }

    @Test
    @DisplayName("Without steps the unusual metrics are named, without metrics the reason")
    void noSteps() {
        NamedReading heap = new NamedReading("heap", new Reading(9, 3, 8, Direction.UP, 0.9, Level.ANOMALOUS));

        assertThat(Headline.of(with(event("anomalous", OPENED, Tier.DIGEST, 0), List.of(), heap)))
                .isEqualTo("prod-eu/checkout: unusual heap (anomalous), since 10:00 UTC");
        assertThat(Headline.of(event("anomalous", OPENED, Tier.DIGEST, 0)))
                .isEqualTo("prod-eu/checkout: because (anomalous), since 10:00 UTC");
    }

    @Test
    @DisplayName("A step of another service names it, and an incident of yesterday its day")
    void elsewhereAndYesterday() {
        MatchedStep cause = new MatchedStep("errors_up", new ServiceId("prod-eu", "db"), Desk.T0, Tier.DIGEST, "e", 1,
                0, 3, null, null);

        assertThat(Headline.of(with(event("dependency", ESCALATED, Tier.NOTIFY, 60 * 24), List.of(cause))))
                .isEqualTo("prod-eu/checkout: errors of prod-eu/db (dependency), since 2026-11-27 10:00 UTC");
    }

    @Test
    @DisplayName("However long the names, it is one line of at most 200 characters and no half of a character")
    void bounded() {
        for (int length = 1; length <= 35; length++) {
            ServiceId service = new ServiceId("n\n", "💥".repeat(length));
            IncidentEvent event = with(event("r".repeat(63), service, OPENED, Tier.PAGE, 0, Duration.ZERO),
                    List.of(step("💥".repeat(60 + length), "m", 1, 1, 0)));

            assertThat(Headline.of(event)).hasSizeLessThanOrEqualTo(Headline.MAX_LENGTH).doesNotContain("\n");
            assertThat(Headline.of(event).codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        }
    }
}
