package dev.tocsin.topology.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.tocsin.topology.sample.Sample;

import static org.assertj.core.api.Assertions.assertThat;

class WindowsCodecTest {

    private static final WindowShape SHAPE = WindowShape.of(Duration.ofMinutes(1));

    private final List<String> unreadable = new ArrayList<>();
    private final WindowsCodec codec = new WindowsCodec(unreadable::add);

    private static Sample sample(long timeMillis, Map<String, Double> metrics) {
        return Sample.of("default", "checkout", "", Instant.ofEpochMilli(timeMillis), metrics, Map.of());
    }

    @Test
    void whatIsReadBackClosesTheSameWindows() {
        // Given windows with some samples, in and out of order
        Random random = new Random(11);
        ServiceWindows windows = new ServiceWindows();
        for (int i = 0; i < 40; i++) {
            Map<String, Double> metrics = new HashMap<>();
            for (int m = 0; m < 1 + random.nextInt(8); m++) {
                metrics.put("m" + random.nextInt(10), random.nextGaussian());
            }
            windows.add(sample(1_000_000 + random.nextInt(170_000), metrics), random.nextInt(5000), SHAPE, name -> {
            });
        }

        // When they are stored and read back
        ServiceWindows back = codec.read("s", codec.write(windows));

        // Then both close alike
        assertThat(back).isNotNull();
        assertThat(back.metrics.names()).isEqualTo(windows.metrics.names());
        assertThat(back.open).hasSameSizeAs(windows.open).hasSizeGreaterThan(1);
        assertThat(back.dueAt(SHAPE)).isEqualTo(windows.dueAt(SHAPE));
        int size = windows.metrics.names().size();
        while (!windows.open.isEmpty()) {
            Aggregate expected = windows.closeNext(SHAPE);
            Aggregate actual = back.closeNext(SHAPE);
            assertThat(actual == null).isEqualTo(expected == null);
            if (expected != null) {
                assertThat(actual.means(size)).isEqualTo(expected.means(size));
                assertThat(Arrays.copyOf(actual.last, actual.slots)).isEqualTo(Arrays.copyOf(expected.last,
                        expected.slots));
            }
        }
    }

    @Test
    void metricsOfOneSampleAreOneDoubleEach() {
        // Given a service all of whose metrics come in one sample
        ServiceWindows windows = new ServiceWindows();
        windows.add(sample(1_000_000, Map.of("cpu\0", 1.0, "latenz_ä", 2.0, "x", 3.0)), 0, SHAPE, name -> {
        });
        byte[] before = codec.write(windows);

        // When a second window has one sample as well
        windows.add(sample(1_060_000, Map.of("cpu\0", 1.5, "latenz_ä", 2.5, "x", 3.5)), 0, SHAPE, name -> {
        });
        byte[] after = codec.write(windows);

        // Then it adds its frame and eight bytes a metric, and the names are as they were
        assertThat(after).hasSize(before.length + 25 + 3 * 8);
        ServiceWindows back = codec.read("s", after);
        assertThat(back).isNotNull();
        assertThat(back.metrics.names()).isEqualTo(windows.metrics.names());
        assertThat(back.open.getLast().means(3)).isEqualTo(windows.open.getLast().means(3));
    }

    @Test
    void tornBytesAreNamedAndNothingIsThrown() {
        ServiceWindows windows = new ServiceWindows();
        windows.add(sample(1_000_000, Map.of("a", 1.0, "b", 2.0)), 0, SHAPE, name -> {
        });
        byte[] whole = codec.write(windows);

        for (int length = 0; length < whole.length; length++) {
            assertThat(codec.read("torn", Arrays.copyOf(whole, length))).isNull();
        }
        assertThat(unreadable).hasSize(whole.length).containsOnly("torn");
    }

    @Test
    void aLaterVersionIsRefused() {
        byte[] stored = codec.write(new ServiceWindows());
        stored[0] = 99;

        assertThat(codec.read("later", stored)).isNull();
        assertThat(unreadable).containsExactly("later");
    }
}
