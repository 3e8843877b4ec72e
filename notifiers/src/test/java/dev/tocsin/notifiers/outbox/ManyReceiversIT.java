package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.webhook.WebhookReceiver;
import dev.tocsin.notifiers.webhook.WebhookSettings;
import dev.tocsin.schemas.v1.Notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;

/** Two hundred receivers of one type in one consumer group, over one real HTTP server at which five of them hang. */
@Timeout(120)
class ManyReceiversIT {

    private static final int RECEIVERS = 200;
    private static final Set<Integer> SICK = Set.of(3, 50, 77, 120, 199);

    private static EmbeddedKafka kafka;
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile boolean well;
    private MockWebServer server;
    private Outbox outbox;

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
        server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String name = request.getTarget().substring(1);
                if (!well && SICK.contains(Integer.valueOf(name.substring(1)))) {
                    hanging.incrementAndGet();
                    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
                }
                taken.computeIfAbsent(name, _ -> new java.util.concurrent.CopyOnWriteArrayList<>())
                        .add(request.getHeaders().get("Tocsin-Notification"));
                return new MockResponse.Builder().code(204).build();
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        outbox.close();
        server.close();
    }

    @Test
    void five_that_hang_delay_none_of_the_others_and_lose_nothing() throws Exception {
        // Given
        OkHttpClient http = JsonPost.client(Duration.ofSeconds(2), Duration.ofSeconds(8));
        List<Receiver> receivers = new ArrayList<>(IntStream.range(0, RECEIVERS).mapToObj(n -> receiver(n, http))
                .toList());
        OutboxDelivery delivery = outbox.start(receivers, outbox.settings("webhook"), outbox.serdes());
        awaitUntil(() -> assertThat(delivery.health()).hasSize(RECEIVERS).allMatch(DeliveryHealth::healthy));
        // When each is told of three incidents of its own, the sick first
        Instant start = Instant.now();
        for (int n : SICK) {
            send(n);
        }
        awaitUntil(() -> assertThat(hanging.get()).isGreaterThanOrEqualTo(SICK.size()));
        IntStream.range(0, RECEIVERS).filter(n -> !SICK.contains(n)).forEach(this::send);
        // Then the others have theirs while these still hang
        awaitUntil(() -> assertThat(healthy()).hasSize(RECEIVERS - SICK.size()).allSatisfy(
                name -> assertThat(taken.get(name)).hasSize(3)));
        Duration took = Duration.between(start, Instant.now());
        assertThat(SICK).allSatisfy(n -> assertThat(taken.get("r" + n)).isNull());
        assertThat(groups()).containsExactly(
                "five_that_hang_delay_none_of_the_others_and_lose_nothing-webhook");
        System.out.println("195 of 200 receivers had 3 notifications each after " + took.toMillis()
                + " ms beside 5 that hang; consumer groups: " + groups().size());
        // When the sick are well again
        well = true;
        // Then they have theirs, and nobody has anything twice
        awaitUntil(() -> assertThat(SICK).allSatisfy(n -> assertThat(taken.get("r" + n)).contains(id(n, 0), id(n, 1),
                id(n, 2))));
        assertThat(healthy()).allSatisfy(name -> assertThat(taken.get(name)).hasSize(3));
        awaitUntil(() -> assertThat(committed()).isEqualTo(3L * RECEIVERS));
    }

    @Test
    void a_receiver_without_room_falls_behind_alone_and_catches_up() throws Exception {
        // Given three receivers that share a bound of thirty letters, of which r3 hangs
        OkHttpClient http = JsonPost.client(Duration.ofSeconds(2), Duration.ofMillis(300));
        outbox.start(List.of(receiver(1, http), receiver(2, http), receiver(3, http)),
                outbox.settings("webhook").holding(30), outbox.serdes());
        int incidents = 150;
        // When
        for (int i = 0; i < incidents; i++) {
            Notification page = Notifications.page("i/" + i, 1);
            page.setReceivers(List.of("r1", "r2", "r3"));
            outbox.send(page);
        }
        awaitUntil(() -> assertThat(taken.get("r1")).hasSize(incidents));
        awaitUntil(() -> assertThat(taken.get("r2")).hasSize(incidents));
        // Then nothing is committed past what the third is owed
        assertThat(committed()).isLessThan(incidents);
        // When
        well = true;
        // Then
        awaitUntil(() -> assertThat(Set.copyOf(taken.get("r3"))).hasSize(incidents));
        awaitUntil(() -> assertThat(committed()).isEqualTo(incidents));
        assertThat(taken.get("r1")).hasSize(incidents);
    }

    @Test
    void what_is_for_a_receiver_that_only_another_instance_knows_waits_for_it() throws Exception {
        // Given an instance whose settings are older
        OkHttpClient http = JsonPost.client();
        OutboxDelivery older = outbox.start(List.of(receiver(1, http)),
                outbox.settings("webhook").among(Set.of("r1")), outbox.serdes());
        Notification page = Notifications.page("i/1", 1);
        page.setReceivers(List.of("r1", "r2"));
        outbox.send(page);
        awaitUntil(() -> assertThat(outbox.ledger("r1")).containsExactly("i/1#1 delivered accepted"));
        // When it is started again with the newer ones
        older.close();
        outbox.start(List.of(receiver(1, http), receiver(2, http)),
                outbox.settings("webhook").among(Set.of("r1", "r2")), outbox.serdes());
        // Then
        awaitUntil(() -> assertThat(taken.get("r2")).containsExactly("i/1#1"));
        assertThat(taken.get("r1")).containsExactly("i/1#1");
    }

    private Receiver receiver(int n, OkHttpClient http) {
        return new WebhookReceiver("r" + n, WebhookSettings.of(server.url("/r" + n).toString()), http,
                java.time.InstantSource.system());
    }

    private void send(int n) {
        for (int i = 0; i < 3; i++) {
            Notification page = Notifications.page("i/" + n + "/" + i, 1);
            page.setReceivers(List.of("r" + n));
            outbox.send(page);
        }
    }

    private static String id(int n, int i) {
        return "i/" + n + "/" + i + "#1";
    }

    private List<String> healthy() {
        return taken.keySet().stream().filter(name -> !SICK.contains(Integer.valueOf(name.substring(1)))).toList();
    }

    private List<String> groups() throws Exception {
        try (Admin admin = Admin.create(kafka.clients())) {
            return admin.listGroups().all().get().stream().map(GroupListing::groupId)
                    .filter(group -> group.startsWith(outbox.name())).toList();
        }
    }

    private long committed() throws Exception {
        try (Admin admin = Admin.create(kafka.clients())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin
                    .listConsumerGroupOffsets(outbox.name() + "-webhook").partitionsToOffsetAndMetadata().get();
            return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
        }
    }

    private static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(100)).ignoreException(
                NullPointerException.class).untilAsserted(assertion);
    }
}
