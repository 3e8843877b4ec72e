package dev.tocsin.notifiers.alertmanager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.ReceiverContract;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Severity;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

class AlertmanagerReceiverTest extends ReceiverContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Notifications.OPENED.plusSeconds(600);
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @Override
    protected Receiver receiver(OkHttpClient client) {
        return new AlertmanagerReceiver("am", new AlertmanagerSettings(List.of(server.url("/prefix")),
                Secret.of(SECRET), new TreeMap<>(Map.of("cluster", "a", "service", "overridden")),
                AlertmanagerSettings.REFRESH), client, CLOCK);
    }

    @Override
    protected MockResponse yes() {
        return new MockResponse.Builder().code(200).build();
    }

    @Override
    protected MockResponse invalid() {
        return new MockResponse.Builder().code(400).body("\"bad label of " + SECRET + "\"").build();
    }

    @Test
    void tells_an_open_incident_as_a_firing_alert() throws Exception {
        // Given
        server.enqueue(yes());
        Notification page = Notifications.page("i/1", 3);
        page.setTeam("shop");
        page.setLabels(Map.of("region", "eu", "refresh", "false"));
        // When
        receiver.deliver(page, null);
        // Then
        var request = server.takeRequest();
        JsonNode alerts = JSON.readTree(request.getBody().utf8());
        assertThat(request.getTarget()).isEqualTo("/prefix/api/v2/alerts");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + SECRET);
        assertThat(alerts).hasSize(1);
        assertThat(alerts.at("/0/labels")).isEqualTo(JSON.readTree("""
                {"alertname": "cascade", "cluster": "a", "incident": "i/1", "namespace": "prod", "region": "eu",
                 "service": "checkout", "severity": "critical", "team": "shop", "tier": "page"}"""));
        assertThat(alerts.at("/0/startsAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(alerts.at("/0").has("endsAt")).isFalse();
        assertThat(alerts.at("/0/annotations/runbook_url").asText()).isEqualTo("https://runbooks.example/checkout");
        assertThat(alerts.at("/0/annotations/description").asText()).contains("errors_up: error_ratio 12 %");
    }

    @Test
    void ends_the_quieter_alert_when_an_incident_climbs() throws Exception {
        // Given
        server.enqueue(yes());
        server.enqueue(yes());
        Notification quiet = Notifications.of("i/1", 1, Tier.notify, Action.trigger, Transition.opened);
        quiet.setSeverity(Severity.warning);
        ReceiverState told = told(quiet, (Delivered) receiver.deliver(quiet, null));
        // When
        receiver.deliver(Notifications.page("i/1", 2), told);
        // Then
        server.takeRequest();
        JsonNode alerts = JSON.readTree(server.takeRequest().getBody().utf8());
        assertThat(alerts).hasSize(2);
        assertThat(alerts.at("/0/labels/severity").asText()).isEqualTo("warning");
        assertThat(alerts.at("/0/endsAt").asText()).isEqualTo(NOW.toString());
        assertThat(alerts.at("/1/labels/severity").asText()).isEqualTo("critical");
        assertThat(alerts.at("/1").has("endsAt")).isFalse();
    }

    @Test
    void ends_what_was_told_even_if_the_team_has_changed_since() throws Exception {
        // Given
        server.enqueue(yes());
        server.enqueue(yes());
        Notification page = Notifications.page("i/1", 1);
        page.setTeam("before");
        ReceiverState told = told(page, (Delivered) receiver.deliver(page, null));
        Notification resolve = Notifications.resolve("i/1", 2);
        resolve.setTeam("after");
        // When
        Outcome outcome = receiver.deliver(resolve, told);
        // Then
        server.takeRequest();
        JsonNode alerts = JSON.readTree(server.takeRequest().getBody().utf8());
        assertThat(alerts).hasSize(1);
        assertThat(alerts.at("/0/labels/team").asText()).isEqualTo("before");
        assertThat(alerts.at("/0/endsAt").asText()).isEqualTo(NOW.toString());
        assertThat(((Delivered) outcome).told()).isEqualTo(Told.closed());
    }

    @Test
    void reminds_of_what_is_open_with_the_very_same_alert() throws Exception {
        // Given
        server.enqueue(yes());
        server.enqueue(yes());
        Notification page = Notifications.page("i/1", 1);
        ReceiverState told = told(page, (Delivered) receiver.deliver(page, null));
        // When
        Outcome outcome = ((AlertmanagerReceiver) receiver).remind(List.of(told));
        // Then
        String first = server.takeRequest().getBody().utf8();
        assertThat(server.takeRequest().getBody().utf8()).isEqualTo(first);
        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(((AlertmanagerReceiver) receiver).every()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void tells_every_member_and_is_content_with_one() throws Exception {
        try (MockWebServer other = new MockWebServer()) {
            // Given
            other.start();
            receiver = members(server.url("/"), other.url("/"));
            server.enqueue(new MockResponse.Builder().code(503).build());
            other.enqueue(yes());
            // When
            Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
            // Then
            assertThat(outcome).isInstanceOf(Delivered.class);
            assertThat(server.takeRequest().getBody().utf8()).isEqualTo(other.takeRequest().getBody().utf8());
        }
    }

    @Test
    void tries_again_when_no_member_takes_it_and_one_may_later() throws Exception {
        try (MockWebServer other = new MockWebServer()) {
            // Given
            other.start();
            receiver = members(server.url("/"), other.url("/"));
            server.enqueue(invalid());
            other.enqueue(new MockResponse.Builder().code(503).build());
            // When
            Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
            // Then
            assertThat(outcome).isInstanceOfSatisfying(Retry.class,
                    retry -> assertThat(retry.reason()).isEqualTo(Reason.RECEIVER_FAILED))
                    .isNotInstanceOf(Rejected.class);
        }
    }

    @Test
    void tells_of_what_was_missed_by_an_alert_that_ends_by_itself() throws Exception {
        // Given
        server.enqueue(yes());
        // When
        receiver.tellMissed(List.of(Notifications.resolve("i/1", 9), Notifications.resolve("i/2", 4)));
        // Then
        JsonNode alert = JSON.readTree(server.takeRequest().getBody().utf8()).path(0);
        assertThat(alert.at("/labels/alertname").asText()).isEqualTo("happened-unseen");
        assertThat(alert.at("/annotations/summary").asText()).startsWith("2 incidents");
        assertThat(Instant.parse(alert.path("endsAt").asText())).isAfter(NOW);
    }

    private static AlertmanagerReceiver members(HttpUrl... urls) {
        return new AlertmanagerReceiver("am",
                new AlertmanagerSettings(List.of(urls), null, new TreeMap<>(), AlertmanagerSettings.REFRESH),
                JsonPost.client(), CLOCK);
    }

    private static ReceiverState told(Notification notification, Delivered delivered) {
        ReceiverState state = Notifications.told(notification, "am", delivered.told().open());
        state.setChannel(delivered.told().channel());
        return state;
    }
}
