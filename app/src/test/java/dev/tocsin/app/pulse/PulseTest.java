package dev.tocsin.app.pulse;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.app.demo.inbox.Fault;
import dev.tocsin.app.demo.inbox.Inbox;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.pagerduty.PagerDutyReceiver;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** The heartbeat and the platform's alarm, against real HTTP servers. */
class PulseTest {

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Inbox pager = Inbox.open(new PrintStream(OutputStream.nullOutputStream()), 0);
    private final MockWebServer snitch = new MockWebServer();
    private Instant now = NOON;
    private boolean answering = true;

    @BeforeEach
    void start() throws Exception {
        snitch.start();
    }

    @AfterEach
    void stop() {
        snitch.close();
        pager.close();
    }

    @Test
    void theHeartbeatBeatsOnlyWhileAllIsWell() {
        // Given
        var ailment = new AtomicReference<Optional<String>>(Optional.empty());
        snitch.enqueue(new MockResponse.Builder().code(200).build());
        snitch.enqueue(new MockResponse.Builder().code(500).build());
        snitch.enqueue(new MockResponse.Builder().code(200).build());
        try (var heartbeat = new Heartbeat(Secret.of(snitch.url("/ping/s3cr3t").toString()), MINUTE, ailment::get,
                JsonPost.client())) {
            // When it is well, and well with a receiver that fails, ill twice, and well again
            heartbeat.beat();
            heartbeat.beat();
            ailment.set(Optional.of("121 s behind"));
            heartbeat.beat();
            heartbeat.beat();
            ailment.set(Optional.empty());
            heartbeat.beat();
        }
        // Then
        assertThat(snitch.getRequestCount()).isEqualTo(3);
    }

    @Test
    void brokersOutOfReachForAMinuteAreToldOnceAndTheAllClearToo() {
        // Given
        try (BrokerWatch watch = watch()) {
            watch.look();
            // When they don't answer for less than a minute, for longer, and answer again
            answering = false;
            later(watch, Duration.ofSeconds(50));
            assertThat(pages()).isEmpty();
            assertThat(watch.reached()).isFalse();
            later(watch, Duration.ofSeconds(10));
            later(watch, MINUTE);
            assertThat(pages()).singleElement().satisfies(page -> {
                assertThat(page.path("status").asText()).isEqualTo("triggered");
                assertThat(page.path("dedup_key").asText()).isEqualTo("brokers-unreachable/default/tocsin");
                assertThat(page.path("summary").asText()).contains("can't reach the brokers broker:9092");
                assertThat(page.path("log")).hasSize(1);
            });
            answering = true;
            later(watch, MINUTE);
            later(watch, MINUTE);
        }
        // Then
        assertThat(pages()).singleElement().satisfies(page -> {
            assertThat(page.path("status").asText()).isEqualTo("resolved");
            assertThat(page.path("log")).hasSize(2);
        });
    }

    @Test
    void whatTheReceiverDidNotTakeIsToldAgain() {
        // Given
        pager.pagerDutyFails(new Fault.Status(500), 1);
        try (BrokerWatch watch = watch()) {
            answering = false;
            // When
            later(watch, MINUTE);
            assertThat(pages()).isEmpty();
            later(watch, Duration.ofSeconds(10));
        }
        // Then
        assertThat(pages()).hasSize(1);
    }

    @Test
    void aSecondOutageIsToldLikeTheFirst() {
        try (BrokerWatch watch = watch()) {
            for (int outage = 0; outage < 2; outage++) {
                answering = false;
                later(watch, MINUTE);
                answering = true;
                later(watch, MINUTE);
            }
        }

        assertThat(pages()).hasSize(2).allSatisfy(page -> assertThat(page.path("status").asText())
                .isEqualTo("resolved"));
    }

    private BrokerWatch watch() {
        var receiver = new PagerDutyReceiver("platform", PagerDutySettings.of(pager.url(), Secret.of(
                Inbox.ROUTING_KEY)), JsonPost.client());
        return new BrokerWatch(() -> answering, "broker:9092", new PlatformAlarm(receiver, "tocsin"), MINUTE,
                () -> now);
    }

    private void later(BrokerWatch watch, Duration time) {
        now = now.plus(time);
        watch.look();
    }

    private List<JsonNode> pages() {
        return pager.contents().path("pagerduty").valueStream().toList();
    }
}
