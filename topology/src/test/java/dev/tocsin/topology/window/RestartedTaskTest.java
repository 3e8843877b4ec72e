package dev.tocsin.topology.window;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.tocsin.topology.Counts;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.clock.EffectiveTime;
import dev.tocsin.topology.clock.EffectiveTimeCodec;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.store.Codec;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.store.LiveStoreBuilder;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;

import static org.assertj.core.api.Assertions.assertThat;

/** A task whose process ends after a commit and starts again on what was stored, beside one that goes on. */
class RestartedTaskTest {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final long START = 1_772_442_000_000L;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void closesTheSameWindowsToTheLastBit(long seed) {
        // Given
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Task stays = new Task(folder.resolve("stays"));
        Task restarts = new Task(folder.resolve("restarts"));
        long wall = START + 500;
        for (int i = 0; i < 300; i++) {
            wall += random.nextInt(2_000);
            Sample sample = sample(random, wall);

            // When one restarts now and then, in the middle of windows
            stays.take(sample, wall);
            restarts.take(sample, wall);
            stays.sweep(wall);
            restarts.sweep(wall);
            if (random.nextInt(25) == 0) {
                restarts.restart(wall);
            }

            // Then
            assertThat(restarts.time()).isEqualTo(stays.time());
        }
        assertThat(restarts.closed()).hasSizeGreaterThan(20).containsExactlyInAnyOrderElementsOf(stays.closed());
    }

    @Test
    void timeThatPassedWhileNobodySpokeIsKept() {
        // Given a minute of silence, told in the clock's own row
        Task task = new Task(folder);
        task.take(sample(RandomGenerator.getDefault(), START), START);
        for (long second = 1; second <= 60; second++) {
            task.sweep(START + second * 1_000);
        }
        Instant before = task.time();

        // When
        task.restart(START + 61_000);
        task.sweep(START + 62_000);

        // Then
        assertThat(before).isAfter(Instant.ofEpochMilli(START).plusSeconds(45));
        assertThat(task.time()).isEqualTo(before);
    }

    @Test
    void theClocksRowIsWrittenOnlyWhereSamplesDontSayTheTime() {
        // Given a task that has caught up
        Task task = new Task(folder);
        RandomGenerator random = RandomGenerator.getDefault();
        task.take(sample(random, START), START);
        task.clocks.flushCache();

        // When samples arrive and time is looked at
        for (long second = 1; second <= 30; second++) {
            task.take(sample(random, START + second * 1_000), START + second * 1_000);
            task.sweep(START + second * 1_000);
            task.clocks.flushCache();
        }

        // Then it was written once: that the task has caught up
        assertThat(task.clockRows).isEqualTo(1);
    }

    private static Sample sample(RandomGenerator random, long wall) {
        Map<String, Double> metrics = new HashMap<>();
        for (int m = 0; m < 1 + random.nextInt(5); m++) {
            metrics.put("m" + random.nextInt(8), random.nextGaussian() * Math.pow(10, random.nextInt(9)));
        }
        return Sample.of("default", "s" + random.nextInt(4), "", Instant.ofEpochMilli(wall - random.nextInt(5_000)),
                metrics, Map.of());
    }

    /** A window processor on stores of its own. */
    private static final class Task {

        private final Path folder;
        private final WindowStage stage = new WindowStage(WindowShape.of(Duration.ofSeconds(30)), IDLE,
                Duration.ofMinutes(1), Duration.ofDays(1), List.of("telemetry"), List.of(), InputLag.NONE,
                new Progress(), new Census(), ServiceLimits.none(), new Counts(new SimpleMeterRegistry()));
        private final List<String> closed = new ArrayList<>();
        private Instant time = Instant.EPOCH;
        private int clockRows;
        private MockProcessorContext<String, Evaluation> context;
        private LiveStore<ServiceWindows> windows;
        private LiveStore<EffectiveTime> clocks;
        private WindowProcessor processor;

        Task(Path folder) {
            this.folder = folder;
            start(START);
        }

        private void start(long wall) {
            context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
            context.setCurrentSystemTimeMs(wall);
            context.setRecordMetadata("telemetry", 0, 0);
            windows = LiveStoreBuilder.persistent(WindowStage.WINDOWS, () -> new WindowsCodec(key -> {
                throw new AssertionError("unreadable row of " + key);
            })).withLoggingDisabled().build();
            clocks = LiveStoreBuilder.persistent(WindowStage.CLOCK, () -> counted(new EffectiveTimeCodec(IDLE, key -> {
                throw new AssertionError("unreadable row of " + key);
            }))).withLoggingDisabled().build();
            windows.init(context.getStateStoreContext(), windows);
            clocks.init(context.getStateStoreContext(), clocks);
            processor = new WindowProcessor(stage);
            processor.init(context);
        }

        private Codec<EffectiveTime> counted(Codec<EffectiveTime> codec) {
            return new Codec<>() {
                @Override
                public byte[] write(EffectiveTime clock) {
                    clockRows++;
                    return codec.write(clock);
                }

                @Override
                public EffectiveTime read(String key, byte[] stored) {
                    return codec.read(key, stored);
                }
            };
        }

        void take(Sample sample, long wall) {
            context.setCurrentSystemTimeMs(wall);
            processor.process(new Record<>(sample.service().toString(), sample, wall));
        }

        void sweep(long wall) {
            context.setCurrentSystemTimeMs(wall);
            context.scheduledPunctuators().forEach(punctuator -> punctuator.getPunctuator().punctuate(wall));
        }

        /** Commits, ends and starts again. */
        void restart(long wall) {
            closed();
            windows.flushCache();
            clocks.flushCache();
            processor.close();
            windows.close();
            clocks.close();
            start(wall);
        }

        Instant time() {
            closed();
            return time;
        }

        List<String> closed() {
            context.forwarded().stream().map(forward -> forward.record().value())
                    .forEach(evaluation -> {
                        time = evaluation.situation().effectiveTime();
                        if (evaluation instanceof ClosedWindow window) {
                            closed.add(window.service() + " " + window.start() + " " + window.samples() + " "
                                    + window.names() + " " + Arrays.toString(window.values()));
                        }
                    });
            context.resetForwards();
            return closed;
        }
    }
}
