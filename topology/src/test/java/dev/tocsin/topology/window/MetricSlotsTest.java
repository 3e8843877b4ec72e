package dev.tocsin.topology.window;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tocsin.topology.sample.Sample;

import static org.assertj.core.api.Assertions.assertThat;

class MetricSlotsTest {

    private static final WindowShape SHAPE = WindowShape.of(Duration.ofMinutes(1));
    private static final long START = 1_772_442_000_000L;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final ServiceWindows windows = new ServiceWindows();

    @Test
    void aMetricUnseenForADayFreesItsSlot() {
        // Given a service one of whose metrics was there at first only
        at(0, Map.of("old", 1.0, "cpu", 2.0));
        closeUntil(HOUR);
        for (long time = HOUR; time <= 24 * HOUR; time += HOUR) {
            at(time, Map.of("cpu", 2.0));
            closeUntil(time + HOUR);
            assertThat(windows.metrics.names()).containsExactlyInAnyOrder("old", "cpu");
        }

        // When a day has passed, while another metric is new in a window that is still open
        at(25 * HOUR, Map.of("cpu", 3.0));
        at(25 * HOUR + SHAPE.sizeMillis(), Map.of("new", 4.0, "cpu", 5.0));
        Aggregate closed = closeUntil(25 * HOUR + SHAPE.sizeMillis());

        // Then its slot is free, and the others have kept their values
        assertThat(windows.metrics.names()).containsExactly("cpu", "new");
        assertThat(closed).isNotNull();
        assertThat(closed.means(2)).containsExactly(3.0, Double.NaN);
        assertThat(windows.open.getFirst().means(2)).containsExactly(5.0, 4.0);

        // And what comes next finds the slots as they are now
        at(25 * HOUR + SHAPE.sizeMillis() + 1, Map.of("new", 6.0, "cpu", 7.0));
        assertThat(windows.open.getFirst().means(2)).containsExactly(6.0, 5.0);
    }

    private void at(long millis, Map<String, Double> metrics) {
        windows.add(Sample.of("prod", "checkout", "", Instant.ofEpochMilli(START + millis), metrics, Map.of()), 0,
                SHAPE, name -> {
                });
    }

    /** The last window that was closed and had samples. */
    private Aggregate closeUntil(long millis) {
        Aggregate last = null;
        while (windows.closedUntil < START + millis) {
            Aggregate closed = windows.closeNext(SHAPE);
            last = closed == null ? last : closed;
        }
        return last;
    }
}
