package dev.tocsin.app.incidents;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.OrderConfidence;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

class IncidentsTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void anIncidentStandsWhereItsLastTransitionLeftIt() {
        // Given
        var incidents = new Incidents();
        incidents.add(event("a", Transition.opened, Tier.digest, 0));
        incidents.add(event("a", Transition.escalated, Tier.page, 60));
        incidents.add(event("b", Transition.opened, Tier.notify, 30));
        incidents.add(event("a", Transition.near_miss, Tier.none, 70));
        // When
        incidents.add(event("a", Transition.resolved, Tier.none, 300));
        // Then
        assertThat(incidents.lines()).extracting(IncidentLine::incident).containsExactly("b", "a");
        IncidentLine climbed = incidents.lines().getLast();
        assertThat(climbed).extracting(IncidentLine::state, IncidentLine::open, IncidentLine::tier)
                .containsExactly("resolved", false, "page");
        assertThat(climbed.openedAt()).isEqualTo(T0);
        assertThat(climbed.changedAt()).isEqualTo(T0.plusSeconds(300));
    }

    private static IncidentEvent event(String incident, Transition transition, Tier tier, int second) {
        Instant openedAt = "a".equals(incident) ? T0 : T0.plusSeconds(30);
        return IncidentEvent.newBuilder().setIncident(incident).setRule("r").setNamespace("default").setService("s")
                .setTransition(transition).setTier(tier).setAt(T0.plusSeconds(second)).setOpenedAt(openedAt)
                .setSteps(List.of()).setTopMetrics(List.of())
                .setHypotheses(List.of()).setOrderConfidence(OrderConfidence.high).build();
    }
}
