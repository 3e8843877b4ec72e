package dev.tocsin.notifiers.alertmanager;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/** Debian's real Alertmanager with a routing tree that leads to a webhook of ours. */
@Timeout(90)
class AlertmanagerIT {

    private static final Path BINARY = Path.of("/usr/bin/prometheus-alertmanager");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final List<String> shop = new CopyOnWriteArrayList<>();
    private final List<String> others = new CopyOnWriteArrayList<>();
    private final MockWebServer hook = new MockWebServer();
    private HttpUrl url;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(BINARY),
                BINARY + " isn't installed: apt-get install prometheus-alertmanager");
        hook.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                (request.getTarget().equals("/shop") ? shop : others).add(request.getBody().utf8());
                return new MockResponse.Builder().code(200).build();
            }
        });
        hook.start();
        url = alertmanager(2);
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroy();
            process.waitFor();
        }
        hook.close();
    }

    @Test
    void an_existing_routing_tree_tells_the_team_and_tells_the_end() {
        // Given
        AlertmanagerReceiver receiver = receiver(url);
        Notification page = Notifications.page("cascade/prod/checkout/1", 1);
        page.setTeam("shop");
        // When
        ReceiverState told = told(page, receiver.deliver(page, null));
        // Then
        awaitUntil(() -> assertThat(told("shop", "firing")).isTrue());
        JsonNode group = last(shop);
        assertThat(group.path("receiver").asText()).isEqualTo("shop");
        assertThat(group.at("/alerts/0/labels/alertname").asText()).isEqualTo("cascade");
        assertThat(group.at("/alerts/0/labels/severity").asText()).isEqualTo("critical");
        assertThat(group.at("/alerts/0/annotations/runbook_url").asText()).startsWith("https://runbooks.example");
        // When
        receiver.deliver(Notifications.resolve("cascade/prod/checkout/1", 2), told);
        // Then
        awaitUntil(() -> assertThat(told("shop", "resolved")).isTrue());
        assertThat(others).isEmpty();
    }

    @Test
    void an_open_incident_stays_firing_past_the_resolve_timeout_while_it_is_reminded() throws Exception {
        // Given an Alertmanager that resolves after two seconds what it isn't reminded of
        AlertmanagerReceiver receiver = receiver(url);
        Notification page = Notifications.page("i/1", 1);
        page.setLabels(Map.of());
        ReceiverState told = told(page, receiver.deliver(page, null));
        awaitUntil(() -> assertThat(told("others", "firing")).isTrue());
        // When it is reminded for twice as long
        for (int i = 0; i < 8; i++) {
            Thread.sleep(500);
            assertThat(receiver.remind(List.of(told))).isInstanceOf(Delivered.class);
        }
        // Then it still fires, and ends only when the reminders do
        assertThat(told("others", "resolved")).isFalse();
        awaitUntil(() -> assertThat(told("others", "resolved")).isTrue());
    }

    @Test
    void an_incident_that_climbs_is_one_alert_at_a_time() throws Exception {
        // Given
        AlertmanagerReceiver receiver = receiver(url);
        Notification quiet = Notifications.of("i/1", 1, dev.tocsin.schemas.v1.Tier.notify,
                dev.tocsin.schemas.v1.Action.trigger, dev.tocsin.schemas.v1.Transition.opened);
        ReceiverState told = told(quiet, receiver.deliver(quiet, null));
        awaitUntil(() -> assertThat(active(url)).containsExactly("notify"));
        // When
        receiver.deliver(Notifications.page("i/1", 2), told);
        // Then
        awaitUntil(() -> assertThat(active(url)).containsExactly("page"));
    }

    @Test
    void a_member_that_is_away_is_told_with_the_next_reminder() throws Exception {
        // Given a cluster of two of which one isn't there yet
        int port = freePort();
        HttpUrl absent = HttpUrl.get("http://127.0.0.1:" + port);
        AlertmanagerReceiver receiver = receiver(url, absent);
        Notification page = Notifications.page("i/1", 1);
        ReceiverState told = told(page, receiver.deliver(page, null));
        // When
        alertmanager(60, port);
        receiver.remind(List.of(told));
        // Then
        awaitUntil(() -> assertThat(active(absent)).containsExactly("page"));
    }

    private HttpUrl alertmanager(int resolveTimeout) throws Exception {
        return alertmanager(resolveTimeout, freePort());
    }

    private HttpUrl alertmanager(int resolveTimeout, int port) throws Exception {
        Path home = Files.createDirectory(folder.resolve("am-" + port));
        Path config = Files.writeString(home.resolve("am.yml"), """
                global: {resolve_timeout: %ds}
                route:
                  receiver: others
                  group_by: [incident]
                  group_wait: 0s
                  group_interval: 1s
                  repeat_interval: 1h
                  routes:
                    - {matchers: [team = "shop"], receiver: shop}
                receivers:
                  - {name: shop, webhook_configs: [{url: "%s", send_resolved: true}]}
                  - {name: others, webhook_configs: [{url: "%s", send_resolved: true}]}
                """.formatted(resolveTimeout, hook.url("/shop"), hook.url("/others")));
        Process process = new ProcessBuilder(BINARY.toString(), "--config.file=" + config,
                "--storage.path=" + home.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=").redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile()).start();
        processes.add(process);
        HttpUrl at = HttpUrl.get("http://127.0.0.1:" + port);
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                .until(() -> get(at.resolve("/-/ready").uri()).statusCode() == 200);
        return at;
    }

    private static AlertmanagerReceiver receiver(HttpUrl... members) {
        return new AlertmanagerReceiver("am", new AlertmanagerSettings(List.of(members), null, new TreeMap<>(Map.of()),
                AlertmanagerSettings.REFRESH), JsonPost.client(), InstantSource.system());
    }

    private static ReceiverState told(Notification notification, Outcome outcome) {
        assertThat(outcome).isInstanceOf(Delivered.class);
        ReceiverState state = Notifications.told(notification, "am", true);
        state.setChannel(((Delivered) outcome).told().channel());
        return state;
    }

    private boolean told(String path, String status) {
        return (path.equals("shop") ? shop : others).stream().anyMatch(body -> read(body).path("status").asText()
                .equals(status));
    }

    private static JsonNode last(List<String> bodies) {
        return read(bodies.getLast());
    }

    private static List<String> active(HttpUrl url) throws Exception {
        List<String> tiers = new ArrayList<>();
        read(get(url.resolve("/api/v2/alerts?active=true").uri()).body())
                .forEach(alert -> tiers.add(alert.at("/labels/tier").asText()));
        return tiers;
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
    }
}
