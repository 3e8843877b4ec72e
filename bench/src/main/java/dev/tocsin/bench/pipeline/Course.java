package dev.tocsin.bench.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

import dev.tocsin.bench.figures.CpuClock;
import dev.tocsin.topology.StreamsNeeds;

/**
 * Runs contenders over the preloaded topic, one at a time, all with the settings of Kafka Streams that Tocsin
 * runs with.
 *
 * @param records how many the topic has
 * @param folder gets the contenders' state
 */
record Course(String bootstrapServers, String topic, long records, int threads, Path folder, CpuClock broker) {

    private static final Duration LONGEST_ROUND = Duration.ofMinutes(15);
    private static final long GLANCE_MILLIS = 2;
    private static final long OFFSETS_MILLIS = 20;

    /** Runs one from start to its last commit; stops it before it returns. */
    Round run(Contender contender) throws Exception {
        contender.prepare();
        Properties properties = properties(contender.application());
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                KafkaStreams streams = new KafkaStreams(contender.topology(properties), properties,
                        contender.clients())) {
            streams.setUncaughtExceptionHandler(thrown -> {
                failure.compareAndSet(null, thrown);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            Round round = time(contender, admin, failure);
            streams.close(Duration.ofMinutes(1));
            return round;
        }
    }

    private Round time(Contender contender, Admin admin, AtomicReference<@Nullable Throwable> failure)
            throws Exception {
        Deadline deadline = new Deadline(System.nanoTime() + LONGEST_ROUND.toNanos(), failure);
        while (contender.consumed() == 0) {
            deadline.sleep(GLANCE_MILLIS);
        }
        CpuClock here = CpuClock.here();
        long before = contender.consumed();
        Duration cpu = here.used();
        Duration brokerCpu = broker.used();
        long start = System.nanoTime();
        while (contender.consumed() < records) {
            deadline.sleep(GLANCE_MILLIS);
        }
        while (committed(admin, contender.application()) < records) {
            deadline.sleep(OFFSETS_MILLIS);
        }
        return new Round(records - before, Duration.ofNanos(System.nanoTime() - start), here.used().minus(cpu),
                broker.used().minus(brokerCpu));
    }

    private long committed(Admin admin, String group) throws Exception {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getValue() != null && topic.equals(topicOf(entry.getKey())))
                .mapToLong(entry -> entry.getValue().offset()).sum();
    }

    private static String topicOf(TopicPartition partition) {
        return partition.topic();
    }

    private Properties properties(String application) {
        Properties properties = new Properties();
        properties.putAll(StreamsNeeds.properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        return properties;
    }

    /** Waits, but not for ever, and not for an application that has failed. */
    private record Deadline(long nanos, AtomicReference<@Nullable Throwable> failure) {

        void sleep(long millis) throws InterruptedException {
            if (failure.get() != null) {
                throw new IllegalStateException("a stream thread failed", failure.get());
            }
            if (System.nanoTime() > nanos) {
                throw new IllegalStateException("a round has taken longer than " + LONGEST_ROUND);
            }
            Thread.sleep(millis);
        }
    }
}
