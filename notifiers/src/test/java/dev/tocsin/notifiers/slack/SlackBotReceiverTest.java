package dev.tocsin.notifiers.slack;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.Need;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.ReceiverContract;
import dev.tocsin.notifiers.receiver.Spend;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;

class SlackBotReceiverTest extends ReceiverContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected Receiver receiver(OkHttpClient client) {
        return new SlackReceiver(
                new SlackSettings(server.url("/api"), new SlackSettings.Bot(Secret.of(SECRET), "#alerts"), null),
                client);
    }

    @Override
    protected MockResponse yes() {
        return json("{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1503435956.000247\"}");
    }

    @Override
    protected MockResponse invalid() {
        return notOk("invalid_blocks " + SECRET, "invalid_blocks");
    }

    @Test
    void posts_a_card_and_remembers_where() throws Exception {
        // Given
        server.enqueue(yes());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        RecordedRequest request = server.takeRequest();
        JsonNode message = JSON.readTree(request.getBody().utf8());
        assertThat(request.getTarget()).isEqualTo("/api/chat.postMessage");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + SECRET);
        assertThat(message.path("channel").asText()).isEqualTo("#alerts");
        assertThat(message.path("text").asText()).contains("checkout: latency, then errors, then CPU");
        assertThat(message.at("/metadata/event_payload/notification").asText()).isEqualTo("i/1#1");
        assertThat(outcome).isEqualTo(
                new Delivered(Reason.POSTED, new Told(true, "C024BE91L", "1503435956.000247")));
    }

    @Test
    void updates_the_same_card() throws Exception {
        // Given
        server.enqueue(yes());
        // When
        Outcome outcome = receiver.deliver(Notifications.resolve("i/1", 2), card());
        // Then
        RecordedRequest request = server.takeRequest();
        JsonNode message = JSON.readTree(request.getBody().utf8());
        assertThat(request.getTarget()).isEqualTo("/api/chat.update");
        assertThat(message.path("channel").asText()).isEqualTo("C024BE91L");
        assertThat(message.path("ts").isTextual()).isTrue();
        assertThat(message.path("ts").asText()).isEqualTo("1503435956.000247");
        assertThat(message.toString()).contains("RESOLVED", "after *2 min*");
        assertThat(outcome).isEqualTo(
                new Delivered(Reason.UPDATED, new Told(false, "C024BE91L", "1503435956.000247")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"message_not_found", "cant_update_message", "edit_window_closed"})
    void posts_anew_when_the_card_is_lost(String error) throws Exception {
        // Given
        server.enqueue(notOk("", error));
        server.enqueue(json("{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1600000000.000001\"}"));
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 2), card());
        // Then
        assertThat(server.takeRequest().getTarget()).isEqualTo("/api/chat.update");
        assertThat(server.takeRequest().getTarget()).isEqualTo("/api/chat.postMessage");
        assertThat(outcome).isEqualTo(
                new Delivered(Reason.REPOSTED, new Told(true, "C024BE91L", "1600000000.000001")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_auth", "token_revoked", "channel_not_found", "not_in_channel", "is_archived",
            "restricted_action_read_only_channel", "missing_scope"})
    void waits_for_a_person_when_slack_refuses_the_bot(String error) {
        // Given
        server.enqueue(notOk("", error));
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Retry.class);
        assertThat(outcome.reason()).isEqualTo(Reason.DESTINATION_REFUSED);
        assertThat(((Retry) outcome).detail()).contains(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_text", "msg_too_long", "msg_blocks_too_long", "too_many_attachments", "what_is_this"})
    void rejects_what_slack_calls_invalid_twice(String error) {
        // Given
        server.enqueue(notOk("", error));
        server.enqueue(notOk("", error));
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal_error", "fatal_error"})
    void knows_which_errors_may_have_posted_all_the_same(String error) {
        // Given
        server.enqueue(notOk("", error));
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome.reason()).isEqualTo(Reason.RECEIVER_FAILED_MIDWAY);
        assertThat(outcome.reason().ambiguous()).isTrue();
    }

    @Test
    void takes_an_ok_false_of_rate_for_a_429() {
        // Given
        server.enqueue(notOk("", "ratelimited").newBuilder().addHeader("Retry-After", "3").build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome.reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(((Retry) outcome).retryAfter()).hasSeconds(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>proxy</html>", "", "{}", "[]", "null", "{\"ok\":true}", "{\"ok\":\"yes\"}"})
    void trusts_no_200_that_does_not_say_ok(String body) {
        // Given
        server.enqueue(json(body));
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Retry.class);
        assertThat(outcome.reason()).isEqualTo(Reason.ODD_ANSWER);
    }

    @Test
    void posts_by_webhook_when_the_bot_is_refused() throws Exception {
        // Given
        server.enqueue(notOk("", "token_revoked"));
        server.enqueue(new MockResponse.Builder().body("ok").build());
        Secret webhook = Secret.of(server.url("/services/T0/B0/" + SECRET).toString());
        Receiver both = new SlackReceiver(new SlackSettings(server.url("/api"),
                new SlackSettings.Bot(Secret.of("xoxb-1"), "#alerts"), webhook), JsonPost.client());
        // When
        Outcome outcome = both.deliver(Notifications.page("i/1", 1), null);
        // Then
        server.takeRequest();
        assertThat(server.takeRequest().getTarget()).isEqualTo("/services/T0/B0/" + SECRET);
        assertThat(outcome).isEqualTo(new Delivered(Reason.POSTED_BY_WEBHOOK, new Told(true, null, null)));
    }

    @Test
    void gives_a_reopened_incident_a_new_card() {
        // Given
        ReceiverState closed = card();
        closed.setOpen(false);
        // Then
        assertThat(receiver.need(Notifications.of("i/1", 5, Tier.notify, Action.trigger, Transition.reopened), closed))
                .isEqualTo(Need.tell(Spend.POST));
        assertThat(receiver.need(Notifications.of("i/1", 5, Tier.notify, Action.update, Transition.clearing), closed))
                .isEqualTo(Need.leave(Reason.ALREADY_CLOSED));
    }

    @Test
    void tells_what_was_missed_in_one_message() throws Exception {
        // Given
        server.enqueue(yes());
        // When
        Outcome outcome = receiver
                .tellMissed(List.of(Notifications.resolve("i/1", 9), Notifications.resolve("i/2", 4)));
        // Then
        assertThat(server.takeRequest().getBody().utf8()).contains("Happened before Slack could be told", "2 incidents",
                "for 9 min", "for 4 min");
        assertThat(outcome).isEqualTo(new Delivered(Reason.TOLD_AS_MISSED, Told.closed()));
    }

    private static ReceiverState card() {
        ReceiverState card = Notifications.told(Notifications.page("i/1", 1), "slack", true);
        card.setChannel("C024BE91L");
        card.setTs("1503435956.000247");
        return card;
    }

    private static MockResponse notOk(String detail, String error) {
        return json("{\"ok\":false,\"error\":\"" + error + "\",\"detail\":\"" + detail + "\"}");
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder().code(200).addHeader("Content-Type", "application/json").body(body).build();
    }
}
