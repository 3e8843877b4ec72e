package dev.tocsin.notifiers.outbox;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.digest.DigestLines;
import dev.tocsin.notifiers.digest.DigestPlan;
import dev.tocsin.notifiers.digest.DigestRounds;
import dev.tocsin.notifiers.digest.DigestTopicReading;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.DigestReader;
import dev.tocsin.notifiers.webhook.WebhookReceiver;
import dev.tocsin.notifiers.webhook.WebhookSettings;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.Notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Digests at set times on a real broker, by a clock of the test's own. */
@Timeout(90)
class DigestRoundsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startBroker() throws Exception {
        kafka = new EmbeddedKafka();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        kafka.close();
    }

    @Test
    void a_team_is_sent_its_digest_once_even_by_two_instances_and_after_a_restart() throws Exception {
        List<String> taken = new CopyOnWriteArrayList<>();
        AtomicBoolean well = new AtomicBoolean(false);
        try (MockWebServer server = new MockWebServer(); Outbox outbox = new Outbox(kafka, "rounds")) {
            // Given two instances that begin before anything happened
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    if (!well.get()) {
                        return new MockResponse.Builder().code(503).build();
                    }
                    taken.add(request.getBody().utf8());
                    return new MockResponse.Builder().code(204).build();
                }
            });
            server.start();
            kafka.create(2, "rounds.digest");
            Notification first = Notifications.page("a", 1);
            Instant begin = Instant.now();
            AtomicReference<Instant> now = new AtomicReference<>(begin);
            LocalTime due = begin.plus(Duration.ofHours(1)).atZone(ZoneOffset.UTC).toLocalTime()
                    .truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
            DigestPlan plan = new DigestPlan("shop", "hook", new Glob("shop*"), List.of(due),
                    EnumSet.allOf(DayOfWeek.class), ZoneOffset.UTC);
            DigestRounds one = start(outbox, server, plan, now);
            DigestRounds other = start(outbox, server, plan, now);
            awaitUntil(() -> assertThat(outbox.read("state")).containsKey("digest:shop/round"));
            // When something happens to two teams, and it is time, but the receiver is down
            line(outbox, first, "shop");
            line(outbox, Notifications.page("a", 2), "shop");
            line(outbox, Notifications.page("b", 1), "till");
            now.set(begin.plus(Duration.ofHours(2)));
            awaitUntil(() -> assertThat(server.getRequestCount()).isPositive());
            well.set(true);
            now.set(begin.plus(Duration.ofHours(3)));
            // Then it comes later, once, with the newest line of the team's incident
            awaitUntil(() -> assertThat(outbox.ledger("hook")).singleElement().asString()
                    .startsWith("digest/shop#").endsWith("delivered accepted"));
            assertThat(taken).hasSize(1);
            JsonNode digest = JSON.readTree(taken.getFirst());
            assertThat(digest.path("kind").asText()).isEqualTo("digest");
            assertThat(digest.path("incidents").asInt()).isEqualTo(1);
            assertThat(digest.at("/teams/0/team").asText()).isEqualTo("shop");
            assertThat(digest.at("/teams/0/lines/0/incident").asText()).isEqualTo("a");
            assertThat(digest.at("/teams/0/lines/0/reason").asText()).isNotBlank();
            // When they are started again on the next day, on which nothing happened
            one.close();
            other.close();
            now.set(begin.plus(Duration.ofHours(26)));
            DigestRounds again = start(outbox, server, plan, now);
            long next = begin.plus(Duration.ofHours(25)).minusSeconds(120).getEpochSecond();
            awaitUntil(() -> assertThat(outbox.states("digest:shop/round").getLast().getSequence())
                    .isGreaterThan(next));
            again.close();
            // Then nothing is sent
            assertThat(taken).hasSize(1);
        }
    }

    private static DigestRounds start(Outbox outbox, MockWebServer server, DigestPlan plan,
            AtomicReference<Instant> now) {
        DigestReader reader = new WebhookReceiver("hook", WebhookSettings.of(server.url("/").toString()),
                JsonPost.client(), now::get);
        DigestRounds rounds = new DigestRounds(Map.of(plan, reader), outbox.settings("digests"), outbox.serdes(),
                new DigestTopicReading("rounds.digest", PlainAvro.reader(DigestEntry.getClassSchema())), now::get);
        rounds.start();
        return rounds;
    }

    private static void line(Outbox outbox, Notification notification, String team) {
        notification.setTeam(team);
        outbox.sendTo("digest", "prod/checkout", PlainAvro.bytes(DigestLines.entry(notification)));
    }

    private static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
    }
}
