package dev.tocsin.notifiers.slack;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.receiver.Need;
import dev.tocsin.notifiers.receiver.Outcome;
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

class SlackWebhookReceiverTest extends ReceiverContract {

    @Override
    protected Receiver receiver(OkHttpClient client) {
        return new SlackReceiver(
                SlackSettings.webhook(Secret.of(server.url("/services/T0/B0/" + SECRET).toString())), client);
    }

    @Override
    protected MockResponse yes() {
        return new MockResponse.Builder().code(200).body("ok").build();
    }

    @Override
    protected MockResponse invalid() {
        return new MockResponse.Builder().code(400).body("invalid_payload").build();
    }

    @Test
    void posts_only_what_is_worth_a_message() {
        // Given
        ReceiverState posted = Notifications.told(Notifications.page("i/1", 1), "slack", true);
        // Then
        assertThat(receiver.need(Notifications.of("i/1", 2, Tier.page, Action.update, Transition.clearing), posted))
                .isEqualTo(Need.leave(Reason.WEBHOOK_CANNOT_UPDATE));
        assertThat(receiver.need(Notifications.of("i/1", 2, Tier.page, Action.update, Transition.escalated), posted))
                .isEqualTo(Need.tell(Spend.POST));
        assertThat(receiver.need(Notifications.resolve("i/1", 2), posted)).isEqualTo(Need.tell(Spend.POST));
        Notification refresh = Notifications.of("i/1", 3, Tier.page, Action.update, Transition.escalated);
        refresh.setLabels(Map.of("refresh", "true"));
        assertThat(receiver.need(refresh, posted)).isEqualTo(Need.leave(Reason.WEBHOOK_CANNOT_UPDATE));
    }

    @Test
    void waits_for_a_person_when_the_channel_is_archived() {
        // Given
        server.enqueue(new MockResponse.Builder().code(410).body("channel_is_archived").build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome.reason()).isEqualTo(Reason.DESTINATION_REFUSED);
    }
}
