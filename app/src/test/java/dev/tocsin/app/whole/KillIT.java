package dev.tocsin.app.whole;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.demo.inbox.Fault;
import dev.tocsin.app.whole.Telemetry.Mood;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code kill -9} at the two worst moments: between two steps of a match, and between a match and its delivery. */
@Timeout(value = 400, unit = TimeUnit.SECONDS)
class KillIT {

    private static final String RULE = "cascading-failure";
    private static final Duration HANG = Duration.ofSeconds(20);

    private Stand stand;
    private Map<String, String> settings;
    private ServiceProcess service;
    private Path folder;

    @BeforeEach
    void open(@TempDir Path data) {
        folder = data;
        stand = new Stand(data.resolve("broker")).withRegistry();
        settings = stand.settings(data.resolve("state"));
        // However slow the machine: nothing is to be concluded from silence.
        settings.put("window.idle", "1h");
        restart();
    }

    @AfterEach
    void close() {
        service.close();
        stand.close();
    }

    @Test
    void aMatchUnderWayAndAPageUnderWaySurvive() {
        // Given a cascade of which latency and errors were seen, another service in full flow, and a pager that hangs
        stand.inbox().pagerDutyFails(new Fault.Hang(HANG, false), 1);
        Instant start = Instant.now().minus(Duration.ofHours(1));
        Telemetry checkout = Telemetry.writtenNow(stand, "checkout", start).send(Mood.WELL, 75).send(Mood.SLOW, 6)
                .send(Mood.FAILING, 6);
        Stand.await().until(() -> tiers().equals(List.of(Tier.digest, Tier.notify)));
        Telemetry search = Telemetry.writtenNow(stand, "search", start).send(Mood.WELL, 150);

        // When it is killed, and killed again when the page is in the outbox and not yet told
        service.kill();
        search.send(Mood.WELL, 150);
        restart();
        checkout.send(Mood.SATURATED, 8);
        Stand.await().until(this::pageIsInTheOutbox);
        service.kill();
        assertThat(stand.pages()).isEmpty();
        restart();

        // Then the same incident has climbed, one page is open, and every window was judged once
        Stand.await().until(() -> !stand.pages().isEmpty());
        assertThat(tiers()).containsExactly(Tier.digest, Tier.notify, Tier.page);
        assertThat(incidents()).hasSize(1);
        assertThat(stand.pages()).singleElement().satisfies(page -> {
            assertThat(page.path("dedup_key").asText()).isEqualTo(incidents().getFirst());
            assertThat(page.path("status").asText()).isEqualTo("triggered");
            assertThat(page.path("log")).hasSize(1);
        });
        Stand.await().untilAsserted(() -> assertThat(judged("search")).hasSizeGreaterThanOrEqualTo(298));
        assertThat(judged("search")).isEqualTo(windowsFrom(start, judged("search").size()));
        assertThat(judged("checkout")).isEqualTo(windowsFrom(start, judged("checkout").size()))
                .hasSizeGreaterThanOrEqualTo(93);

        // And when it has recovered, judged by a model that had to warm up again, the page is resolved
        checkout.send(Mood.WELL, 120);
        Stand.await().until(() -> stand.pages().getFirst().path("status").asText().equals("resolved"));
        assertThat(stand.pages()).singleElement()
                .satisfies(page -> assertThat(page.path("log")).hasSize(2));
        assertThat(stand.cards()).hasSize(1);
    }

    private void restart() {
        service = ServiceProcess.start(settings, folder).awaitReady();
    }

    private List<IncidentEvent> events() {
        return stand.read(Stand.TOPICS.incidents(), IncidentEvent.class).stream()
                .filter(event -> event.getRule().equals(RULE)).toList();
    }

    private List<String> incidents() {
        return events().stream().map(IncidentEvent::getIncident).distinct().toList();
    }

    private List<Tier> tiers() {
        return events().stream().map(IncidentEvent::getTier).toList();
    }

    private boolean pageIsInTheOutbox() {
        return stand.read(Stand.TOPICS.notifications(), Notification.class).stream()
                .anyMatch(told -> told.getReceivers().contains("pagerduty"));
    }

    private List<Instant> judged(String name) {
        return stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class).stream()
                .filter(verdict -> verdict.getService().equals(name) && verdict.getPhase() != Phase.no_data)
                .map(WindowVerdict::getWindowStart).toList();
    }

    private static List<Instant> windowsFrom(Instant start, int count) {
        long size = Telemetry.WINDOW.toSeconds();
        long first = Math.floorDiv(start.getEpochSecond(), size) * size;
        return IntStream.range(0, count).mapToObj(i -> Instant.ofEpochSecond(first + i * size)).toList();
    }
}
