package dev.tocsin.topology.clock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How far an instance says it is behind. */
class ProgressTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress(nanos::get);

    @Test
    void theSlowestInputCountsAndOneJustAssignedIsNotKnownYet() {
        progress.report("a", 0, Duration.ofSeconds(3));
        progress.report("a", 1, Duration.ofSeconds(7));
        progress.report("a", 2, Progress.UNKNOWN);

        assertThat(progress.behind()).isEqualTo(Duration.ofSeconds(7));
        assertThat(progress.caughtUp(Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void aThreadThatStandsStillFallsBehindThoughItSaidThatAllWasWell() {
        // Given
        progress.report("a", 0, Duration.ZERO);
        // When
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        Duration soon = progress.behind();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        // Then
        assertThat(soon).isZero();
        assertThat(progress.behind()).isEqualTo(Duration.ofSeconds(124));
        progress.forget("a", 0);
        assertThat(progress.behind()).isZero();
    }
}
