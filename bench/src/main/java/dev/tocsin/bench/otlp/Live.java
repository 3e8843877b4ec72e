package dev.tocsin.bench.otlp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

import dev.tocsin.bench.figures.CpuClock;
import dev.tocsin.topology.StreamsNeeds;

/**
 * An application of Kafka Streams that runs while telemetry arrives in real time, with the settings Tocsin runs with.
 */
final class Live implements AutoCloseable {

    /** What of a topic is read. */
    enum Reading {
        FROM_NOW_ON("latest"), ALL("earliest");

        private final String reset;

        Reading(String reset) {
            this.reset = reset;
        }
    }

    private final KafkaStreams streams;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Live(KafkaStreams streams) {
        this.streams = streams;
    }

    /**
     * What it took over a while.
     *
     * @param cores CPU seconds of this process a second
     * @param points taken in a second
     */
    record Load(double cores, double points) {

        double perCore() {
            return points / cores;
        }
    }

    static Live start(String application, String bootstrapServers, Path folder, int threads, Topology topology,
            KafkaClientSupplier clients, Reading reading) {
        Live live = new Live(new KafkaStreams(topology,
                properties(application, bootstrapServers, folder, threads, reading), clients));
        live.streams.setUncaughtExceptionHandler(thrown -> {
            live.failure.compareAndSet(null, thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        live.streams.start();
        return live;
    }

    static Properties properties(String application, String bootstrapServers, Path folder, int threads,
            Reading reading) {
        Properties properties = new Properties();
        properties.putAll(StreamsNeeds.properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.mainConsumerPrefix("auto.offset.reset"), reading.reset);
        return properties;
    }

    /** Lets it run for a while and measures. */
    Load measure(Duration length, LongSupplier points) throws InterruptedException {
        CpuClock cpu = CpuClock.here();
        long pointsBefore = points.getAsLong();
        Duration before = cpu.used();
        long since = System.nanoTime();
        sleep(length);
        double seconds = (System.nanoTime() - since) / 1e9;
        return new Load(cpu.used().minus(before).toNanos() / 1e9 / seconds,
                (points.getAsLong() - pointsBefore) / seconds);
    }

    /** Time passes, unless it has failed. */
    void sleep(Duration length) throws InterruptedException {
        for (long second = 0; second < length.toSeconds(); second++) {
            Thread.sleep(1_000);
            if (failure.get() != null) {
                throw new IllegalStateException("a stream thread failed", failure.get());
            }
        }
    }

    /** Resident memory of this process. */
    static long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024).findFirst()
                .orElseThrow(() -> new IOException("this system doesn't tell a process' memory"));
    }

    @Override
    public void close() {
        streams.close(Duration.ofMinutes(1));
    }
}
