package dev.tocsin.notifiers.digest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.DigestSummary;
import dev.tocsin.schemas.v1.Notification;

import static org.assertj.core.api.Assertions.assertThat;

class DigestReceiverTest {

    private final Map<String, SpecificRecord> written = new TreeMap<>();
    private final DigestReceiver receiver = new DigestReceiver((key, line) -> {
        written.put(key, line);
        return Optional.empty();
    });

    @Test
    void writes_a_line_under_the_service() {
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 3), null);
        // Then
        assertThat(outcome).isEqualTo(new Delivered(Reason.WRITTEN, Told.opened()));
        assertThat(written).containsOnlyKeys("prod/checkout");
        DigestEntry line = (DigestEntry) written.get("prod/checkout");
        assertThat(line.getIncident()).isEqualTo("i/1");
        assertThat(line.getSummary()).isEqualTo("checkout: latency, then errors, then CPU");
    }

    @Test
    void writes_the_lines_of_a_summary_in_order() {
        // Given
        Notification behind = Notifications.page("i/1", 1);
        behind.setLabels(Map.of("summary", "behind"));
        behind.setLines(List.of(Notifications.line("a was down"), Notifications.line("b was down")));
        // When
        receiver.deliver(behind, null);
        // Then
        DigestSummary summary = (DigestSummary) written.get("prod/checkout");
        assertThat(summary.getKind()).isEqualTo("behind");
        assertThat(summary.getLines()).extracting(DigestEntry::getSummary).containsExactly("a was down", "b was down");
    }

    @Test
    void tries_again_when_kafka_does_not_take_it() {
        // Given
        DigestReceiver broken = new DigestReceiver((_, _) -> Optional.of("TimeoutException"));
        // When
        Outcome outcome = broken.deliver(Notifications.page("i/1", 3), null);
        // Then
        assertThat(outcome).isEqualTo(new Retry(Reason.KAFKA_UNAVAILABLE, "TimeoutException", null));
    }

    @Test
    void sums_up_what_was_missed() {
        // When
        DigestSummary summary = DigestLines.missed(List.of(Notifications.resolve("i/1", 9),
                Notifications.resolve("i/2", 4)));
        // Then
        assertThat(summary.getKind()).isEqualTo("pager_down");
        assertThat(summary.getLines()).hasSize(2);
        assertThat(summary.getFrom()).isEqualTo(Notifications.OPENED);
    }
}
