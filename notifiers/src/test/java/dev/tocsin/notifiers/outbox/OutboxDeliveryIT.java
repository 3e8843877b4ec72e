package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.budget.Patience;
import dev.tocsin.notifiers.digest.DigestReceiver;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.slack.SlackReceiver;
import dev.tocsin.notifiers.slack.SlackSettings;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.DigestSummary;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;

/** The whole way from the outbox on a real broker to receivers over real HTTP. */
@Timeout(90)
class OutboxDeliveryIT {

    private static EmbeddedKafka kafka;
    private Outbox outbox;
    private FakePagerDuty pagerDuty;

    @BeforeAll
    static void startBroker() throws Exception {
        kafka = new EmbeddedKafka();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        kafka.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        outbox = new Outbox(kafka, test.getTestMethod().orElseThrow().getName());
        pagerDuty = new FakePagerDuty();
    }

    @AfterEach
    void close() {
        outbox.close();
        pagerDuty.close();
    }

    @Test
    void pages_while_slack_hangs() throws Exception {
        try (MockWebServer slack = new MockWebServer()) {
            // Given
            slack.start();
            slack.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
            slack.enqueue(new MockResponse.Builder().body("{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.1\"}").build());
            outbox.deliverTo(new SlackReceiver(new SlackSettings(slack.url("/api"),
                    new SlackSettings.Bot(Secret.of("xoxb-1"), "#a"), null),
                    JsonPost.client(Duration.ofSeconds(2), Duration.ofSeconds(3))));
            outbox.deliverTo(pagerDuty.receiver());
            // When
            outbox.send(Notifications.page("i/1", 1));
            // Then
            awaitUntil(() -> assertThat(pagerDuty.opened("i/1")).isEqualTo(1));
            assertThat(outbox.ledger("slack")).noneMatch(line -> line.contains("delivered"));
            awaitUntil(() -> assertThat(outbox.ledger("slack")).containsExactly("i/1#1 retrying hung",
                    "i/1#1 delivered posted"));
        }
    }

    @Test
    void skips_after_a_restart_what_was_delivered() {
        // Given
        OutboxDelivery first = outbox.deliverTo(pagerDuty.receiver());
        outbox.send(Notifications.page("i/1", 1));
        awaitUntil(() -> assertThat(pagerDuty.accepted("i/1")).containsExactly("trigger"));
        outbox.send(Notifications.resolve("i/1", 2));
        awaitUntil(() -> assertThat(pagerDuty.accepted("i/1")).containsExactly("trigger", "resolve"));
        first.close();
        // When
        outbox.start(pagerDuty.receiver(), outbox.settings("without-offsets"), outbox.serdes());
        outbox.send(Notifications.page("i/2", 1));
        // Then
        awaitUntil(() -> assertThat(outbox.ledger("pagerduty")).contains("i/1#1 skipped already_delivered",
                "i/1#2 skipped already_delivered", "i/2#1 delivered accepted"));
        assertThat(pagerDuty.accepted("i/1")).containsExactly("trigger", "resolve");
    }

    @Test
    void opens_one_incident_when_killed_between_the_send_and_its_record() {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch dying = new CountDownLatch(1);
        Serializer<ReceiverState> powerCut = (_, _) -> {
            dying.countDown();
            return hang(never);
        };
        OutboxDelivery killed = outbox.start(pagerDuty.receiver(),
                outbox.settings("pagerduty").with(Patience.STANDARD, Duration.ZERO),
                outbox.serdes(PlainAvro.reader(Notification.getClassSchema()), powerCut));
        outbox.send(Notifications.page("i/1", 1));
        await().atMost(Duration.ofSeconds(30)).until(() -> dying.getCount() == 0);
        killed.close();
        never.countDown();
        // When
        outbox.deliverTo(pagerDuty.receiver());
        outbox.send(Notifications.resolve("i/1", 2));
        // Then
        awaitUntil(() -> assertThat(pagerDuty.isOpen("i/1")).isFalse());
        assertThat(pagerDuty.opened("i/1")).isEqualTo(1);
        assertThat(pagerDuty.accepted("i/1").stream().filter("trigger"::equals).count()).isLessThanOrEqualTo(2);
    }

    @Test
    void tells_once_of_what_opened_and_closed_while_the_pager_was_down() {
        // Given
        AtomicBoolean down = new AtomicBoolean(true);
        pagerDuty.failing(_ -> down.get() ? new MockResponse.Builder().code(503).build() : null);
        OutboxDelivery delivery = outbox.deliverTo(pagerDuty.receiver());
        outbox.send(Notifications.page("over", 1), Notifications.page("burning", 1));
        awaitUntil(() -> assertThat(outbox.ledger("pagerduty")).contains("over#1 retrying receiver_failed",
                "burning#1 retrying receiver_failed"));
        assertThat(delivery.health().getFirst().healthy()).isFalse();
        outbox.send(Notifications.resolve("over", 2), Notifications.page("burning", 2));
        awaitUntil(() -> assertThat(outbox.ledger("pagerduty")).contains("over#1 folded happened_while_down",
                "burning#1 folded newer_state"));
        // When
        down.set(false);
        // Then
        awaitUntil(() -> assertThat(outbox.ledger("pagerduty")).contains("burning#2 delivered accepted",
                "over#2 delivered told_as_missed", "over#2 delivered accepted"));
        assertThat(pagerDuty.accepted("burning")).containsExactly("trigger");
        assertThat(pagerDuty.accepted("missed/over")).containsExactly("trigger");
        assertThat(pagerDuty.accepted("over")).containsExactly("resolve");
        assertThat(outbox.digest).singleElement().isInstanceOf(DigestSummary.class);
        awaitUntil(() -> assertThat(delivery.health().getFirst().healthy()).isTrue());
    }

    @Test
    void keeps_the_order_of_each_incident_through_faults_and_a_change_of_owner() throws Exception {
        // Given
        long seed = Long.getLong("seed", 7);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        pagerDuty.failing(_ -> fault(random));
        OutboxDelivery one = outbox.deliverTo(pagerDuty.receiver());
        int incidents = 30;
        // When
        for (int i = 0; i < incidents; i++) {
            outbox.send(Notifications.page("i/" + i, 1), Notifications.page("i/" + i, 2));
            if (i == 10) {
                outbox.deliverTo(pagerDuty.receiver());
            }
        }
        awaitUntil(() -> assertThat(pagerDuty.keys()).hasSize(incidents));
        one.close();
        for (int i = 0; i < incidents; i++) {
            outbox.send(Notifications.resolve("i/" + i, 3));
        }
        // Then
        awaitUntil(() -> assertThat(pagerDuty.keys()).as("seed " + seed).noneMatch(pagerDuty::isOpen));
        for (int i = 0; i < incidents; i++) {
            assertThat(pagerDuty.opened("i/" + i)).as("incident " + i + ", seed " + seed).isEqualTo(1);
            assertThat(pagerDuty.accepted("i/" + i)).as("incident " + i + ", seed " + seed).startsWith("trigger")
                    .endsWith("resolve").containsOnlyOnce("resolve");
        }
    }

    @Test
    void passes_over_what_nobody_can_read_and_what_pagerduty_will_never_take() {
        // Given
        pagerDuty.failing(event -> event.path("dedup_key").asText().equals("poison")
                ? new MockResponse.Builder().code(400).body("{\"errors\":[\"no\"]}").build()
                : null);
        outbox.deliverTo(pagerDuty.receiver());
        // When
        outbox.send("torn", new byte[]{1, 2, 3});
        outbox.send(Notifications.page("poison", 1), Notifications.page("good", 1));
        // Then
        awaitUntil(() -> assertThat(outbox.ledger("pagerduty")).contains("poison#1 rejected invalid_payload",
                "good#1 delivered accepted").anyMatch(line -> line.endsWith("rejected unreadable")));
        assertThat(outbox.digest).singleElement().isInstanceOfSatisfying(DigestEntry.class,
                line -> assertThat(line.getSummary()).startsWith("pagerduty would not take"));
    }

    @Test
    void holds_what_cannot_be_read_yet() {
        // Given
        AtomicBoolean registryUp = new AtomicBoolean(false);
        Deserializer<Notification> plain = PlainAvro.reader(Notification.getClassSchema());
        Deserializer<Notification> reader = (topic, bytes) -> {
            if (registryUp.get()) {
                return plain.deserialize(topic, bytes);
            }
            throw new IllegalStateException("registry is down");
        };
        OutboxDelivery delivery = outbox.start(pagerDuty.receiver(), outbox.settings("pagerduty"),
                outbox.serdes(reader, PlainAvro.writer()));
        outbox.send(Notifications.page("i/1", 1));
        awaitUntil(() -> assertThat(delivery.health().getFirst().detail()).contains("registry is down"));
        // When
        registryUp.set(true);
        // Then
        awaitUntil(() -> assertThat(pagerDuty.opened("i/1")).isEqualTo(1));
        awaitUntil(() -> assertThat(delivery.health().getFirst().healthy()).isTrue());
    }

    @Test
    void says_what_would_have_paged() {
        // Given
        Notification observed = Notifications.page("i/1", 1);
        observed.setTier(Tier.digest);
        observed.setCappedBy("observe");
        observed.setReceivers(List.of("digest"));
        observed.setWouldPage(List.of("pagerduty-shop"));
        ConcurrentHashMap<String, Object> lines = new ConcurrentHashMap<>();
        DigestReceiver digest = new DigestReceiver((key, line) -> {
            lines.put(key, line);
            return Optional.empty();
        });
        outbox.start(digest, outbox.settings("digest").observedAs("pagerduty"), outbox.serdes());
        // When
        outbox.send(observed);
        // Then
        awaitUntil(() -> assertThat(outbox.ledger("pagerduty-shop"))
                .containsExactly("i/1#1 would_have_paged observe"));
        awaitUntil(() -> assertThat(outbox.ledger("digest")).containsExactly("i/1#1 delivered written"));
        assertThat(lines).containsOnlyKeys("prod/checkout");
    }

    private static MockResponse fault(RandomGenerator random) {
        synchronized (random) {
            return switch (random.nextInt(12)) {
                case 0 -> new MockResponse.Builder().code(500).build();
                case 1 -> new MockResponse.Builder().code(429).addHeader("Retry-After", "0").build();
                case 2 -> new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
                default -> null;
            };
        }
    }

    private static byte[] hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("power cut");
    }

    private static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
    }
}
