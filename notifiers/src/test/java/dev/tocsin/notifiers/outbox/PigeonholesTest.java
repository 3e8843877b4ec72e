package dev.tocsin.notifiers.outbox;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.outbox.Errand.TellMissed;
import dev.tocsin.notifiers.outbox.Errand.TellOne;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.Spend;
import dev.tocsin.notifiers.slack.SlackReceiver;
import dev.tocsin.notifiers.slack.SlackSettings;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

class PigeonholesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");
    private static final Lane.Journal SILENT = new Lane.Journal() {
        @Override
        public void folded(Letter letter, Reason reason) {
            // not what is tested
        }

        @Override
        public void skipped(Letter letter, Reason reason) {
            // not what is tested
        }
    };
    private final Receiver slack = new SlackReceiver(SlackSettings.bot(Secret.of("xoxb-1"), "#a"), JsonPost.client());
    private final ReceiverState card = card();
    private final Share share = new Share(new TopicPartition("outbox", 0), slack, SILENT, Map.of("update", card));
    private final Pigeonholes holes = new Pigeonholes();
    private long offset = 0;

    PigeonholesTest() {
        holes.add(share);
    }

    @Test
    void lets_a_page_go_before_what_came_earlier() {
        // Given
        accept("quiet", 1, Tier.notify, Action.trigger);
        accept("loud", 1, Tier.page, Action.trigger);
        // Then
        assertThat(next(true, true)).isEqualTo("loud");
    }

    @Test
    void lets_the_oldest_of_a_tier_go_first() {
        // Given
        accept("first", 1, Tier.notify, Action.trigger);
        accept("second", 1, Tier.notify, Action.trigger);
        // Then
        assertThat(next(true, true)).isEqualTo("first");
    }

    @Test
    void passes_over_a_kind_of_call_that_has_no_budget() {
        // Given
        accept("update", 2, Tier.page, Action.update);
        accept("post", 1, Tier.notify, Action.trigger);
        // Then
        assertThat(next(true, false)).isEqualTo("post");
        assertThat(next(false, true)).isEqualTo("update");
        assertThat(next(false, false)).isEmpty();
    }

    @Test
    void tells_all_that_is_over_together_and_last() {
        // Given
        for (String incident : new String[]{"over-1", "over-2"}) {
            accept(incident, 1, Tier.page, Action.trigger);
            accept(incident, 2, Tier.page, Action.resolve);
        }
        accept("burning", 1, Tier.notify, Action.trigger);
        // When
        Errand first = holes.next(NOW, _ -> true).orElseThrow();
        first.stops().forEach(stop -> stop.lane().depart());
        Errand second = holes.next(NOW, _ -> true).orElseThrow();
        // Then
        assertThat(first).isInstanceOf(TellOne.class);
        assertThat(second).isInstanceOf(TellMissed.class);
        assertThat(second.stops()).extracting(stop -> stop.lane().incident()).containsExactly("over-1", "over-2");
    }

    @Test
    void commits_up_to_the_oldest_that_is_owed() {
        // Given
        accept("slow", 1, Tier.page, Action.trigger);
        accept("fast", 1, Tier.page, Action.trigger);
        Lane fast = share.lane("fast");
        fast.depart();
        // When
        fast.arrived(Notifications.told(Notifications.page("fast", 1), "slack", true));
        share.noteBusy(fast);
        // Then
        assertThat(share.owedFrom()).hasValue(0);
        Lane slow = share.lane("slow");
        slow.depart();
        slow.arrived(Notifications.told(Notifications.page("slow", 1), "slack", true));
        share.noteBusy(slow);
        assertThat(share.owedFrom()).hasValue(2);
    }

    private String next(boolean post, boolean update) {
        Optional<Errand> next = holes.next(NOW, spend -> spend == Spend.POST ? post : update);
        return next.map(errand -> errand.stops().getFirst().lane().incident()).orElse("");
    }

    private void accept(String incident, long sequence, Tier tier, Action action) {
        Notification notification = Notifications.of(incident, sequence, tier, action,
                action == Action.resolve ? Transition.resolved : Transition.escalated);
        share.accept(share.lane(incident), new Letter(notification, offset, NOW.plusMillis(offset)));
        offset++;
        share.readTo(offset);
    }

    private static ReceiverState card() {
        ReceiverState card = Notifications.told(Notifications.page("update", 1), "slack", true);
        card.setChannel("C1");
        card.setTs("1.2");
        return card;
    }
}
