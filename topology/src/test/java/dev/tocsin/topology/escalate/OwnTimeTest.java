package dev.tocsin.topology.escalate;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.tocsin.topology.window.WindowShape;

import static org.assertj.core.api.Assertions.assertThat;

class OwnTimeTest {

    private static final long MINUTE = 60_000;

    private final OwnTime times = new OwnTime(WindowShape.of(Duration.ofMinutes(1)));

    @Test
    void aServiceInTimeGoesByItsTask() {
        times.judged("checkout", 10 * MINUTE);

        assertThat(times.of("checkout", 11 * MINUTE + 10_000)).isEqualTo(11 * MINUTE + 10_000);
    }

    /** A bound that ends at 10:05 waits for the window of 10:05, though the task is at 10:09. */
    @Test
    void aTardyServiceGoesByItsOwnWindows() {
        times.judged("tardy", 4 * MINUTE);

        assertThat(times.of("tardy", 9 * MINUTE)).isEqualTo(5 * MINUTE + 10_000);
    }

    @Test
    void nobodyIsWaitedForLongerThanAWindowMayTake() {
        times.judged("gone", 4 * MINUTE);

        assertThat(times.of("gone", 60 * MINUTE)).isEqualTo(50 * MINUTE);
    }

    @Test
    void aServiceOfWhichNothingIsPendingIsForgotten() {
        times.judged("checkout", 4 * MINUTE);

        times.forget("checkout");

        assertThat(times.of("checkout", 9 * MINUTE)).isEqualTo(9 * MINUTE);
    }
}
