package dev.tocsin.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

/** Whether what happened is what should have: judged by the inbox and the topics alone. Pure. */
final class Findings {

    /** How long after a fault's end what it did may still be told. */
    static final Duration AFTERMATH = Duration.ofMinutes(3);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final List<Tier> CLIMB = List.of(Tier.digest, Tier.notify, Tier.page);

    private final Recording recording;
    private final Seen seen;

    private Findings(Recording recording, Seen seen) {
        this.recording = recording;
        this.seen = seen;
    }

    /** A time of day, in universal time as the receivers write it. */
    static String clock(Instant time) {
        return CLOCK.format(time);
    }

    static List<Finding> of(Recording recording, Seen seen) {
        var findings = new Findings(recording, seen);
        return List.of(findings.climb(), findings.page(), findings.card(), findings.surge(), findings.leak());
    }

    private Finding climb() {
        List<List<IncidentEvent>> climbs = climbs();
        if (climbs.size() != 1) {
            return new Finding(false, climbs.size() + " incidents of " + cascade().service()
                    + " climbed digest → notify → page in the cascade and resolved; there should be one");
        }
        List<IncidentEvent> climb = climbs.getFirst();
        return new Finding(true, "the cascade was one incident, " + climb.getFirst().getRule() + " of "
                + cascade().service() + ": " + String.join(" → ", steps(climb)));
    }

    private Finding page() {
        List<JsonNode> pages = pages();
        List<String> ids = climbs().stream().map(climb -> climb.getFirst().getIncident()).toList();
        boolean one = pages.size() == 1 && ids.contains(pages.getFirst().path("dedup_key").asText());
        boolean closed = one && "resolved".equals(pages.getFirst().path("status").asText());
        return new Finding(closed, one
                ? "PagerDuty was paged once, for that, and it is " + pages.getFirst().path("status").asText()
                : "PagerDuty has " + pages.size() + " incidents " + keys(pages) + "; there should be that one");
    }

    private Finding card() {
        long cards = cards();
        boolean told = cards > 0;
        return new Finding(told, told
                ? "Slack has " + cards + (cards == 1 ? " card" : " cards") + " of it, kept up to date"
                : "Slack has no card of " + cascade().service());
    }

    private long cards() {
        long cards = 0;
        for (JsonNode card : seen.inbox().path("slack")) {
            if (card.path("text").asText().contains(cascade().service())) {
                cards++;
            }
        }
        return cards;
    }

    private Finding surge() {
        RecordedFault surge = recording.fault("surge");
        List<JsonNode> paged = pages().stream().filter(page -> surge.covers(openedAt(page), AFTERMATH)).toList();
        return new Finding(paged.isEmpty(), paged.isEmpty()
                ? "the announced surge paged nobody"
                : "the announced surge paged: " + keys(paged));
    }

    private Finding leak() {
        RecordedFault leak = recording.fault("leak");
        List<DigestEntry> lines = seen.digest().stream().filter(line -> line.getService().equals(leak.service()))
                .filter(line -> leak.covers(line.getAt(), AFTERMATH)).toList();
        return new Finding(!lines.isEmpty(), lines.isEmpty()
                ? "the leak in " + leak.service() + " isn't in the digest"
                : "the leak is in the digest: " + clock(lines.getFirst().getAt()) + " "
                        + lines.getFirst().getSummary());
    }

    /** The incidents of the cascade's service that went all the way up and then resolved. */
    private List<List<IncidentEvent>> climbs() {
        Map<String, List<IncidentEvent>> byIncident = new LinkedHashMap<>();
        seen.incidents().stream().filter(event -> event.getService().equals(cascade().service()))
                .filter(event -> cascade().covers(event.getOpenedAt(), Duration.ZERO))
                .forEach(event -> byIncident.computeIfAbsent(event.getIncident(), id -> new ArrayList<>()).add(event));
        return byIncident.values().stream().filter(Findings::climbed).toList();
    }

    private static boolean climbed(List<IncidentEvent> events) {
        List<Tier> tiers = rising(events).stream().map(IncidentEvent::getTier).toList();
        return tiers.equals(CLIMB) && events.getLast().getTransition() == Transition.resolved;
    }

    /** The events that opened it and made it louder. */
    private static List<IncidentEvent> rising(List<IncidentEvent> events) {
        return events.stream().filter(event -> event.getTransition() == Transition.opened
                || event.getTransition() == Transition.escalated).toList();
    }

    private static List<String> steps(List<IncidentEvent> events) {
        List<String> steps = new ArrayList<>();
        rising(events).forEach(event -> steps.add(event.getTier() + " " + clock(event.getAt())));
        steps.add("resolved " + clock(events.getLast().getAt()));
        return steps;
    }

    private RecordedFault cascade() {
        return recording.fault("cascade");
    }

    private List<JsonNode> pages() {
        List<JsonNode> pages = new ArrayList<>();
        seen.inbox().path("pagerduty").forEach(pages::add);
        return pages;
    }

    private static List<String> keys(List<JsonNode> pages) {
        return pages.stream().map(page -> page.path("dedup_key").asText()).toList();
    }

    /** A dedup key ends in the epoch second in which its incident opened. */
    private static Instant openedAt(JsonNode page) {
        String key = page.path("dedup_key").asText();
        return Instant.ofEpochSecond(Long.parseLong(key.substring(key.lastIndexOf('/') + 1)));
    }
}
