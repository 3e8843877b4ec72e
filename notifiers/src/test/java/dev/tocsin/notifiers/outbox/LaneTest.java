package dev.tocsin.notifiers.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.digest.DigestReceiver;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.pagerduty.PagerDutyReceiver;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

class LaneTest {

    private static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");
    private final Receiver pagerDuty = new PagerDutyReceiver(
            PagerDutySettings.of(PagerDutySettings.US, Secret.of("k".repeat(32))), JsonPost.client());
    private final List<String> journal = new ArrayList<>();

    @Test
    void tells_only_the_newest_of_what_waits() {
        // Given
        Lane lane = lane(pagerDuty, null);
        // When
        lane.accept(letter(page(1), 10));
        lane.accept(letter(page(2), 11));
        lane.accept(letter(page(3), 14));
        // Then
        assertThat(lane.depart().sequence()).isEqualTo(3);
        assertThat(journal).containsExactly("folded 1 NEWER_STATE", "folded 2 NEWER_STATE");
    }

    @Test
    void holds_the_offset_of_the_oldest_until_the_newest_is_told() {
        // Given
        Lane lane = lane(pagerDuty, null);
        lane.accept(letter(page(1), 10));
        lane.accept(letter(page(2), 11));
        // When
        lane.depart();
        lane.failed(NOW);
        // Then
        assertThat(lane.heldOffset()).hasValue(10);
        lane.depart();
        lane.arrived(told(page(2), true));
        assertThat(lane.heldOffset()).isEmpty();
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void sends_nothing_while_a_letter_is_under_way() {
        // Given
        Lane lane = lane(pagerDuty, null);
        lane.accept(letter(page(1), 10));
        lane.depart();
        // When
        lane.accept(letter(Notifications.resolve("i/1", 2), 11));
        // Then
        assertThat(lane.isReady(NOW)).isFalse();
        lane.arrived(told(page(1), true));
        assertThat(lane.isReady(NOW)).isTrue();
        assertThat(lane.depart().isResolve()).isTrue();
        assertThat(lane.isMissed()).isFalse();
    }

    @Test
    void knows_what_opened_and_closed_untold() {
        // Given
        Lane lane = lane(pagerDuty, null);
        lane.accept(letter(page(1), 10));
        lane.depart();
        lane.failed(NOW);
        // When
        lane.accept(letter(Notifications.resolve("i/1", 2), 11));
        // Then
        assertThat(lane.isMissed()).isTrue();
        assertThat(lane.heldOffset()).hasValue(10);
        assertThat(journal).containsExactly("folded 1 HAPPENED_WHILE_DOWN");
    }

    @Test
    void resolves_after_the_summary_what_may_be_open_all_the_same() {
        // Given
        Lane lane = lane(pagerDuty, null);
        lane.accept(letter(page(1), 10));
        lane.accept(letter(Notifications.resolve("i/1", 2), 11));
        lane.depart();
        // When
        lane.summarised(told(page(1), true));
        // Then
        assertThat(lane.isMissed()).isFalse();
        assertThat(lane.current().isResolve()).isTrue();
        assertThat(lane.heldOffset()).hasValue(11);
    }

    @Test
    void tells_a_missed_incident_as_open_when_it_reopens_in_time() {
        // Given
        Lane lane = lane(pagerDuty, null);
        lane.accept(letter(page(1), 10));
        lane.accept(letter(Notifications.resolve("i/1", 2), 11));
        // When
        lane.accept(letter(page(3), 12));
        // Then
        assertThat(lane.isMissed()).isFalse();
        assertThat(lane.depart().sequence()).isEqualTo(3);
    }

    @Test
    void skips_what_was_delivered_before() {
        // Given
        Lane lane = lane(pagerDuty, told(page(2), true));
        // When
        lane.accept(letter(page(1), 10));
        lane.accept(letter(page(2), 11));
        // Then
        assertThat(lane.isIdle()).isTrue();
        assertThat(journal).containsExactly("skipped 1 ALREADY_DELIVERED", "skipped 2 ALREADY_DELIVERED");
    }

    @Test
    void keeps_a_page_that_waits_when_a_quieter_update_follows() {
        // Given
        Lane lane = lane(pagerDuty, null);
        lane.accept(letter(page(1), 10));
        // When
        lane.accept(letter(Notifications.of("i/1", 2, Tier.notify, Action.update, Transition.clearing), 11));
        // Then
        assertThat(lane.depart().sequence()).isEqualTo(1);
        assertThat(journal).containsExactly("skipped 2 BELOW_PAGE");
    }

    @Test
    void hears_of_the_end_of_what_it_was_told_even_if_not_named() {
        // Given
        Notification resolve = Notifications.resolve("i/1", 3);
        resolve.setReceivers(List.of("digest"));
        // Then
        assertThat(lane(pagerDuty, told(page(2), true)).concerns(letter(resolve, 12))).isTrue();
        assertThat(lane(pagerDuty, told(page(2), false)).concerns(letter(resolve, 12))).isFalse();
        assertThat(lane(pagerDuty, null).concerns(letter(resolve, 12))).isFalse();
    }

    @Test
    void folds_no_line_of_the_digest() {
        // Given
        Lane lane = lane(new DigestReceiver((_, _) -> Optional.empty()), null);
        lane.accept(letter(page(1), 10));
        lane.accept(letter(page(2), 11));
        lane.accept(letter(Notifications.resolve("i/1", 3), 12));
        // When
        List<Long> told = new ArrayList<>();
        while (!lane.isIdle()) {
            Notification next = lane.depart().notification();
            told.add(next.getSequence());
            lane.arrived(told(next, true));
        }
        // Then
        assertThat(told).containsExactly(1L, 2L, 3L);
        assertThat(journal).isEmpty();
    }

    @Test
    void waits_out_its_back_off_unless_woken() {
        // Given
        Lane lane = lane(pagerDuty, null);
        lane.accept(letter(page(1), 10));
        lane.depart();
        lane.failed(NOW.plusSeconds(60));
        // Then
        assertThat(lane.isReady(NOW)).isFalse();
        assertThat(lane.isReady(NOW.plusSeconds(60))).isTrue();
        lane.wake();
        assertThat(lane.isReady(NOW)).isTrue();
    }

    private Lane lane(Receiver receiver, ReceiverState known) {
        return new Lane("i/1", receiver, new Lane.Journal() {
            @Override
            public void folded(Letter letter, Reason reason) {
                journal.add("folded " + letter.sequence() + " " + reason);
            }

            @Override
            public void skipped(Letter letter, Reason reason) {
                journal.add("skipped " + letter.sequence() + " " + reason);
            }
        }, known);
    }

    private static Notification page(long sequence) {
        return Notifications.page("i/1", sequence);
    }

    private static ReceiverState told(Notification notification, boolean open) {
        return Notifications.told(notification, "pagerduty", open);
    }

    private static Letter letter(Notification notification, long offset) {
        return new Letter(notification, offset, NOW);
    }
}
