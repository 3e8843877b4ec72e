package dev.tocsin.notifiers.ledger;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Outcome;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerLinesTest {

    @Test
    void names_receiver_and_notification() {
        // When
        Delivery line = LedgerLines.of("slack", Notifications.page("i/1", 3), Outcome.retrying, Reason.RATE_LIMITED,
                "HTTP 429", 2, Notifications.OPENED);
        // Then
        assertThat(LedgerLines.key(line)).isEqualTo("slack/i/1#3");
        assertThat(line.getReason()).isEqualTo("rate_limited");
        assertThat(line.getAttempts()).isEqualTo(2);
        assertThat(line.getTier()).isEqualTo(Tier.page);
    }

    @Test
    void writes_ever_fewer_of_many_attempts() {
        assertThat(IntStream.rangeClosed(1, 60).filter(LedgerLines::isWorthALine)).containsExactly(1, 2, 4, 8, 16, 32);
    }

    @Test
    void knows_what_would_have_paged() {
        // Given
        Notification observed = Notifications.page("i/1", 3);
        observed.setTier(Tier.digest);
        observed.setCappedBy("observe");
        Notification clearing = Notification.newBuilder(observed).setTransition(Transition.clearing).build();
        Notification suppressed = Notification.newBuilder(observed).setCappedBy("SuppressionRule/prod/x@3").build();
        // Then
        assertThat(LedgerLines.wouldHavePaged(observed)).isTrue();
        assertThat(LedgerLines.wouldHavePaged(clearing)).isFalse();
        assertThat(LedgerLines.wouldHavePaged(suppressed)).isFalse();
    }
}
