package dev.tocsin.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.v1.Level;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

class TickerTest {

    private static final Instant START = Instant.parse("2026-11-22T16:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Ticker ticker = new Ticker(List.of("a", "b"), START, WINDOW);

    @Test
    void aLineIsToldWhenEveryServiceHasAllItsWindows() {
        // Given
        for (int i = 0; i < Ticker.WIDTH; i++) {
            assertThat(ticker.add(verdict("a", i, Level.normal))).isEmpty();
        }
        for (int i = 0; i < Ticker.WIDTH - 1; i++) {
            assertThat(ticker.add(verdict("b", i, Level.anomalous))).isEmpty();
        }
        // When
        Optional<String> line = ticker.add(verdict("b", Ticker.WIDTH - 1, Level.elevated));
        // Then
        assertThat(line).contains(
                "16:00:00  " + "·".repeat(Ticker.WIDTH) + "  " + "▲".repeat(Ticker.WIDTH - 1) + "▴");
    }

    @Test
    void aBrokenLineTellsWhatAllServicesHaveAndTheNextGoesOnThere() {
        // Given
        ticker.add(verdict("a", 0, Level.normal));
        ticker.add(verdict("a", 1, Level.anomalous));
        ticker.add(verdict("b", 0, Level.elevated));
        // When
        Optional<String> line = ticker.breakLine();
        // Then
        assertThat(line).contains("16:00:00  ·" + " ".repeat(Ticker.WIDTH + 1) + "▴");
        assertThat(ticker.breakLine()).isEmpty();
        ticker.add(verdict("b", 1, Level.normal));
        assertThat(ticker.breakLine()).contains("16:00:10  ▲" + " ".repeat(Ticker.WIDTH + 1) + "·");
    }

    private static WindowVerdict verdict(String service, int window, Level level) {
        return WindowVerdict.newBuilder().setService(service).setWindowStart(START.plus(WINDOW.multipliedBy(window)))
                .setWindowEnd(START.plus(WINDOW.multipliedBy(window + 1))).setPhase(Phase.mature).setLevel(level)
                .setMetrics(Map.of()).build();
    }
}
