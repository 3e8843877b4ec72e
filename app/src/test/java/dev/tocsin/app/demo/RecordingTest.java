package dev.tocsin.app.demo;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordingTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    @Test
    void aShiftKeepsSpacingAndWindows() {
        // Given
        Recording recording = Recordings.twoMinutes();
        Instant latest = Instant.parse("2026-11-22T12:00:03Z");
        // When
        Recording shifted = recording.endingBy(latest, WINDOW);
        // Then
        assertThat(shifted.length()).isEqualTo(recording.length());
        assertThat(shifted.end()).isBetween(latest.minus(WINDOW), latest);
        Duration by = Duration.between(recording.start(), shifted.start());
        assertThat(by.toMillis() % WINDOW.toMillis()).isZero();
        assertThat(shifted.fault("cascade").start()).isEqualTo(recording.fault("cascade").start().plus(by));
    }

    @Test
    void theOneThatShipsIsAtLeastFortyMinutesOfThreeServicesWithThreeFaults() {
        // When
        Recording shop = Recording.ofTheShop();
        // Then
        assertThat(shop.length()).isGreaterThan(Duration.ofMinutes(40));
        assertThat(shop.services()).containsExactly("checkout", "gateway", "inventory");
        assertThat(shop.faults()).extracting(RecordedFault::name).containsExactly("surge", "cascade", "leak");
        assertThat(shop.faults())
                .allMatch(fault -> fault.start().isAfter(shop.start()) && fault.end().isBefore(shop.end()));
        assertThat(shop.samples()).allMatch(sample -> !sample.metrics().isEmpty());
    }
}
