package dev.tocsin.app.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.OrderConfidence;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

class FindingsTest {

    private final Recording recording = Recordings.twoMinutes();
    private final Instant cascade = recording.fault("cascade").start().plusSeconds(20);
    private final Instant leak = recording.fault("leak").start().plusSeconds(60);
    private final String climbed = "cascading-failure/default/checkout/" + cascade.getEpochSecond();
    private final List<IncidentEvent> incidents = new ArrayList<>();
    private final List<DigestEntry> digest = new ArrayList<>();
    private final ObjectNode inbox = new ObjectMapper().createObjectNode();

    FindingsTest() {
        inbox.putArray("pagerduty");
        inbox.putArray("slack").addObject().put("text", "PAGE: default/checkout: latency");
        digest.add(line("inventory", leak));
    }

    @Test
    void theStoryAsItShouldBe() {
        // Given
        climb(Tier.digest, Tier.notify, Tier.page);
        page(climbed, "resolved");
        // When
        List<Finding> findings = findings();
        // Then
        assertThat(findings).allMatch(Finding::ok);
        assertThat(findings.getFirst().text()).contains("digest", "notify", "page", "resolved");
    }

    @Test
    void nothingAtAllIsNoSuccess() {
        // Given
        digest.clear();
        inbox.putArray("slack");
        // When
        List<Finding> findings = findings();
        // Then
        assertThat(findings).filteredOn(Finding::ok).extracting(Finding::text)
                .containsExactly("the announced surge paged nobody");
    }

    @Test
    void aClimbThatSkipsAStepIsNone() {
        // Given
        climb(Tier.digest, Tier.page);
        page(climbed, "resolved");
        // When, Then
        assertThat(wrong()).first().asString().contains("0 incidents of checkout");
    }

    @Test
    void aPageThatStaysOpenIsSaid() {
        // Given
        climb(Tier.digest, Tier.notify, Tier.page);
        page(climbed, "triggered");
        // When, Then
        assertThat(wrong()).singleElement().asString().contains("triggered");
    }

    @Test
    void aPageOfTheSurgeIsSaid() {
        // Given
        climb(Tier.digest, Tier.notify, Tier.page);
        page(climbed, "resolved");
        String ofTheSurge = "x/default/gateway/" + recording.fault("surge").start().plusSeconds(30).getEpochSecond();
        page(ofTheSurge, "resolved");
        // When, Then
        assertThat(wrong()).hasSize(2).allMatch(text -> text.contains(ofTheSurge));
    }

    private List<Finding> findings() {
        return Findings.of(recording, new Seen(incidents, digest, inbox));
    }

    private List<String> wrong() {
        return findings().stream().filter(finding -> !finding.ok()).map(Finding::text).toList();
    }

    private void climb(Tier... tiers) {
        for (int i = 0; i < tiers.length; i++) {
            incidents.add(
                    event(i == 0 ? Transition.opened : Transition.escalated, tiers[i], cascade.plusSeconds(60L * i)));
        }
        incidents.add(event(Transition.clearing, Tier.page, cascade.plusSeconds(500)));
        incidents.add(event(Transition.resolved, Tier.page, cascade.plusSeconds(800)));
    }

    private IncidentEvent event(Transition transition, Tier tier, Instant at) {
        return IncidentEvent.newBuilder().setIncident(climbed).setRule("cascading-failure").setRuleVersion("1")
                .setNamespace("default").setService("checkout").setTransition(transition).setTier(tier).setAt(at)
                .setOpenedAt(cascade).setSteps(List.of()).setTopMetrics(List.of()).setHypotheses(List.of())
                .setOrderConfidence(OrderConfidence.high).build();
    }

    private static DigestEntry line(String service, Instant at) {
        return DigestEntry.newBuilder().setIncident("i").setSequence(1).setNamespace("default").setService(service)
                .setRule("sustained-anomaly").setTransition(Transition.opened).setTier(Tier.digest)
                .setUncappedTier(Tier.digest).setAt(at).setSummary("unusual heap_used_bytes").build();
    }

    private void page(String key, String status) {
        inbox.withArray("pagerduty").addObject().put("dedup_key", key).put("status", status);
    }
}
