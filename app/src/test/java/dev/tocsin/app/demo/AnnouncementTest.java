package dev.tocsin.app.demo;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.tocsin.topology.config.Checked;
import dev.tocsin.topology.config.Document;
import dev.tocsin.topology.config.DocumentReader;

import static org.assertj.core.api.Assertions.assertThat;

class AnnouncementTest {

    @Test
    void theCalendarWindowIsAGoodDocument() {
        // Given
        RecordedFault surge = Recordings.twoMinutes().fault("surge");
        // When
        var announcement = Announcement.of(surge);
        // Then
        assertThat(announcement.key()).isEqualTo("CalendarWindow/*/autumn-campaign");
        Checked<Document> checked = new DocumentReader()
                .read(announcement.document().getBytes(StandardCharsets.UTF_8));
        assertThat(checked).isInstanceOf(Checked.Sound.class);
        assertThat(announcement.document()).contains(surge.start().toString(), surge.end().toString());
    }
}
