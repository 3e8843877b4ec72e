package dev.tocsin.notifiers.pagerduty;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.receiver.Need;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.ReceiverContract;
import dev.tocsin.notifiers.receiver.Spend;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;

class PagerDutyReceiverTest extends ReceiverContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected Receiver receiver(OkHttpClient client) {
        return new PagerDutyReceiver(PagerDutySettings.of(server.url("/").toString(), Secret.of(SECRET)), client);
    }

    @Override
    protected MockResponse yes() {
        return new MockResponse.Builder().code(202)
                .body("{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"i/1\"}").build();
    }

    @Override
    protected MockResponse invalid() {
        return new MockResponse.Builder().code(400)
                .body("{\"status\":\"invalid event\",\"errors\":[\"'payload.summary' of " + SECRET + "\"]}").build();
    }

    @Test
    void sends_a_trigger_as_the_api_wants_it() throws Exception {
        // Given
        server.enqueue(yes());
        // When
        receiver.deliver(Notifications.page("i/1", 3), null);
        // Then
        var request = server.takeRequest();
        JsonNode event = JSON.readTree(request.getBody().utf8());
        assertThat(request.getTarget()).isEqualTo("/v2/enqueue");
        assertThat(event.path("routing_key").asText()).isEqualTo(SECRET);
        assertThat(event.path("event_action").asText()).isEqualTo("trigger");
        assertThat(event.path("dedup_key").asText()).isEqualTo("i/1");
        assertThat(event.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(event.at("/payload/source").asText()).isEqualTo("prod/checkout");
        assertThat(event.at("/payload/custom_details/sequence")).hasSize(3);
        assertThat(event.at("/payload/custom_details/sequence/0/metric").asText()).isEqualTo("p99");
        assertThat(event.at("/payload/custom_details/top_metrics/0/expected").asDouble()).isEqualTo(120);
        assertThat(event.at("/payload/custom_details/hypotheses/0/service").asText()).isEqualTo("prod/inventory");
        assertThat(event.at("/links/0/href").asText()).isEqualTo("https://runbooks.example/checkout");
    }

    @Test
    void resolves_with_the_key_alone() throws Exception {
        // Given
        server.enqueue(yes());
        ReceiverState open = Notifications.told(Notifications.page("i/1", 3), "pagerduty", true);
        // When
        Outcome outcome = receiver.deliver(Notifications.resolve("i/1", 4), open);
        // Then
        assertThat(((Delivered) outcome).told().open()).isFalse();
        assertThat(JSON.readTree(server.takeRequest().getBody().utf8()))
                .isEqualTo(JSON.readTree("{\"routing_key\":\"" + SECRET
                        + "\",\"event_action\":\"resolve\",\"dedup_key\":\"i/1\"}"));
    }

    @Test
    void acknowledges_what_is_open_and_triggers_what_is_not() throws Exception {
        // Given
        server.enqueue(yes());
        server.enqueue(yes());
        Notification ack = Notifications.of("i/1", 4, Tier.page, Action.update, Transition.acknowledged);
        // When
        receiver.deliver(ack, Notifications.told(Notifications.page("i/1", 3), "pagerduty", true));
        receiver.deliver(ack, null);
        // Then
        assertThat(server.takeRequest().getBody().utf8()).contains("\"event_action\":\"acknowledge\"");
        assertThat(server.takeRequest().getBody().utf8()).contains("\"event_action\":\"trigger\"");
    }

    @Test
    void opens_incidents_for_the_page_tier_only() {
        // Given
        Notification quiet = Notifications.of("i/1", 1, Tier.notify, Action.trigger, Transition.opened);
        ReceiverState open = Notifications.told(quiet, "pagerduty", true);
        // Then
        assertThat(receiver.need(quiet, null)).isEqualTo(Need.leave(Reason.BELOW_PAGE));
        assertThat(receiver.need(quiet, open)).isEqualTo(Need.tell(Spend.POST));
    }

    @Test
    void opens_nothing_again_by_a_late_update() {
        // Given
        ReceiverState closed = Notifications.told(Notifications.resolve("i/1", 3), "pagerduty", false);
        // Then
        assertThat(receiver.need(Notifications.of("i/1", 4, Tier.page, Action.update, Transition.clearing), closed))
                .isEqualTo(Need.leave(Reason.ALREADY_CLOSED));
        assertThat(receiver.need(Notifications.of("i/1", 5, Tier.page, Action.trigger, Transition.reopened), closed))
                .isEqualTo(Need.tell(Spend.POST));
    }

    @Test
    void loses_no_page_to_a_wrong_key() {
        // Given
        server.enqueue(new MockResponse.Builder().code(400).body("{\"errors\":[\"Invalid routing key\"]}").build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Retry.class);
        assertThat(outcome.reason()).isEqualTo(Reason.DESTINATION_REFUSED);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void tells_what_was_missed_once_and_below_the_urgency_of_a_page() throws Exception {
        // Given
        server.enqueue(yes());
        // When
        Outcome outcome = receiver
                .tellMissed(List.of(Notifications.resolve("i/1", 9), Notifications.resolve("i/2", 4)));
        // Then
        JsonNode event = JSON.readTree(server.takeRequest().getBody().utf8());
        assertThat(event.path("dedup_key").asText()).isEqualTo("missed/i/1");
        assertThat(event.at("/payload/severity").asText()).isEqualTo("warning");
        assertThat(event.at("/payload/summary").asText()).contains("2 incidents");
        assertThat(event.at("/payload/custom_details/lines")).hasSize(2);
        assertThat(((Delivered) outcome).told().open()).isTrue();
    }
}
