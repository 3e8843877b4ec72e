package dev.tocsin.topology.window;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.store.Bytes;

import static java.util.Objects.requireNonNull;
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
        ServiceWindows back = codec.read("s", codec.write(windows), () -> codec.beside(windows));

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
                assertThat(actual.samples).isEqualTo(expected.samples);
            }
        }
    }

    @Test
    void aRestartInTheMiddleOfAWindowGoesOnToTheSameBits() {
        // Given a service that is stored and read back between any two samples, and one that isn't
        Random random = new Random(12);
        ServiceWindows stays = new ServiceWindows();
        ServiceWindows restarts = new ServiceWindows();
        for (int i = 0; i < 200; i++) {
            Map<String, Double> metrics = new HashMap<>();
            for (int m = 0; m < 1 + random.nextInt(4); m++) {
                metrics.put("m" + random.nextInt(6), random.nextGaussian() * Math.pow(10, random.nextInt(12)));
            }
            Sample sample = sample(1_000_000 + i * 7_000L, metrics);
            stays.add(sample, 0, SHAPE, name -> {
            });

            // When
            restarts.add(sample, 0, SHAPE, name -> {
            });
            ServiceWindows before = restarts;
            restarts = requireNonNull(codec.read("s", codec.write(before), () -> codec.beside(before)));

            // Then
            while (stays.passedByOwnSamples(SHAPE)) {
                assertThat(restarts.passedByOwnSamples(SHAPE)).isTrue();
                Aggregate expected = requireNonNull(stays.closeNext(SHAPE));
                Aggregate actual = requireNonNull(restarts.closeNext(SHAPE));
                assertThat(actual.means(6)).isEqualTo(expected.means(6));
                assertThat(actual.samples).isEqualTo(expected.samples);
            }
        }
        assertThat(restarts.metrics.names()).isEqualTo(stays.metrics.names());
    }

    @Test
    void aMetricIsEightBytesOfARowHoweverManySamplesItHas() {
        // Given a service all of whose metrics come in one sample
        ServiceWindows windows = new ServiceWindows();
        windows.add(sample(1_000_000, Map.of("cpu\0", 1.0, "latenz_ä", 2.0, "x", 3.0)), 0, SHAPE, name -> {
        });
        byte[] names = codec.beside(windows);
        byte[] before = codec.write(windows);

        // When more come, and a second window begins
        windows.add(sample(1_001_000, Map.of("cpu\0", 2.0, "latenz_ä", 2.0, "x", 3.0)), 0, SHAPE, name -> {
        });
        byte[] more = codec.write(windows);
        windows.add(sample(1_060_000, Map.of("cpu\0", 1.5, "latenz_ä", 2.5, "x", 3.5)), 0, SHAPE, name -> {
        });
        byte[] two = codec.write(windows);

        // Then the row grows by a window's frame and metrics, and the names aren't written again
        assertThat(more).hasSize(before.length);
        assertThat(two).hasSizeLessThanOrEqualTo(before.length + 3 * 8 + 8);
        assertThat(codec.beside(windows)).isSameAs(names);
        ServiceWindows back = requireNonNull(codec.read("s", two, () -> names));
        assertThat(back.metrics.names()).isEqualTo(windows.metrics.names());
        assertThat(back.open.getLast().means(3)).isEqualTo(windows.open.getLast().means(3));
        assertThat(codec.beside(back)).isSameAs(names);
    }

    @Test
    void aRowOfTheSecondLayoutGoesOn() {
        // Given a row as it was written once: names, and last value, sum, minimum and maximum where there were two samples
        ByteBuffer row = ByteBuffer.allocate(500).put((byte) 2).putLong(960_000).putLong(1_061_000).putFloat(15_000)
                .putFloat(20).put((byte) 0);
        row.putInt(2 * 5).putInt(1).put((byte) 'a').putInt(1).put((byte) 'b').putInt(2);
        row.putLong(960_000).putInt(2).putInt(2).put((byte) 1).putInt(2).putInt(41_000);
        row.putDouble(4).putDouble(3.5).putDouble(-0.5).putDouble(4);
        row.putDouble(7).putDouble(11).putDouble(4).putDouble(7);
        row.putLong(1_020_000).putInt(1).putInt(2).put((byte) 0);
        row.putInt(0).putInt(0).putInt(1).putInt(41_000).putDouble(9);

        // When
        byte[] stored = Arrays.copyOf(row.array(), row.position());
        ServiceWindows windows = requireNonNull(codec.read("s", stored, () -> {
            throw new AssertionError("it has no row beside it");
        }));

        // Then its windows close as they would have, and its next row is of today
        assertThat(codec.write(windows)[0]).isEqualTo((byte) 4);
        assertThat(windows.metrics.names()).containsExactly("a", "b");
        assertThat(windows.newest).isEqualTo(1_061_000);
        assertThat(windows.settled()).as("it had a rhythm").isTrue();
        assertThat(requireNonNull(windows.closeNext(SHAPE)).means(2)).containsExactly(1.75, 5.5);
        assertThat(requireNonNull(windows.closeNext(SHAPE)).means(2)).containsExactly(Double.NaN, 9);
        for (int length = 1; length < stored.length; length++) {
            assertThat(codec.read("torn", Arrays.copyOf(stored, length))).isNull();
        }
        assertThat(unreadable).hasSize(stored.length - 1).containsOnly("torn");
    }

    @Test
    void aRowOfTheLayoutBeforeGoesOn() {
        // Given a row as it was written before, each sum behind its count
        Bytes row = new Bytes().put(3).put(2 * 3).fixed(960_000).number(101_000).number(500).number(0)
                .single(15_000).single(20).number(2).number(2);
        row.number(0).number(2).number(2).number(2).real(3.5).real(11);
        row.number(60_000).number(1).number(2).number(0).number(0).number(1).real(9);
        byte[] names = {0, 0, 0, 1, 'a', 0, 0, 0, 1, 'b'};
        byte[] stored = row.done();

        // When
        ServiceWindows windows = requireNonNull(codec.read("s", stored, () -> names));

        // Then its windows close as they would have, and its next row is of today
        assertThat(codec.write(windows)[0]).isEqualTo((byte) 4);
        assertThat(windows.newest).isEqualTo(1_061_000);
        assertThat(windows.heard).isEqualTo(3);
        assertThat(requireNonNull(windows.closeNext(SHAPE)).means(2)).containsExactly(1.75, 5.5);
        assertThat(requireNonNull(windows.closeNext(SHAPE)).means(2)).containsExactly(Double.NaN, 9);
        for (int length = 1; length < stored.length; length++) {
            assertThat(codec.read("torn", Arrays.copyOf(stored, length), () -> names)).isNull();
        }
        assertThat(unreadable).hasSize(stored.length - 1).containsOnly("torn");
    }

    @Test
    void sumsOfASizeHaveTheirFirstBytesSideBySide() {
        // Given sums of one sign and exponent
        ServiceWindows windows = new ServiceWindows();
        windows.add(sample(1_000_000, Map.of("a", 100.1, "b", 101.2, "c", 102.3, "d", 103.4)), 0, SHAPE, name -> {
        });

        // When they are stored
        byte[] row = codec.write(windows);

        // Then
        byte[] sums = Arrays.copyOfRange(row, row.length - 4 * Double.BYTES, row.length);
        assertThat(sums).startsWith(0x40, 0x40, 0x40, 0x40, 0x59, 0x59, 0x59, 0x59);
    }

    @Test
    void tornBytesAreNamedAndNothingIsThrown() {
        ServiceWindows windows = new ServiceWindows();
        windows.add(sample(1_000_000, Map.of("a", 1.0, "b", 2.0)), 0, SHAPE, name -> {
        });
        byte[] whole = codec.write(windows);

        for (int length = 0; length < whole.length; length++) {
            assertThat(codec.read("torn", Arrays.copyOf(whole, length), () -> codec.beside(windows))).isNull();
        }
        assertThat(codec.read("without its names", whole)).isNull();
        assertThat(codec.read("with others", whole, () -> new byte[]{0, 0, 0, 1, 'a'})).isNull();
        assertThat(unreadable).hasSize(whole.length + 2).startsWith("torn").endsWith("without its names",
                "with others");
    }

    @Test
    void inHowManyWindowsItWasHeardIsStoredWithTheRestOfItsState() {
        for (int heard = 0; heard <= ServiceLimits.SETTLED; heard++) {
            ServiceWindows windows = new ServiceWindows();
            windows.silent = heard % 2 == 0;
            windows.heard = heard;

            ServiceWindows back = requireNonNull(codec.read("s", codec.write(windows), () -> codec.beside(windows)));

            assertThat(back.heard).isEqualTo(heard);
            assertThat(back.silent).isEqualTo(windows.silent);
        }
    }

    @Test
    void aLaterVersionIsRefused() {
        byte[] stored = codec.write(new ServiceWindows());
        stored[0] = 99;

        assertThat(codec.read("later", stored)).isNull();
        assertThat(unreadable).containsExactly("later");
    }
}
