package dev.tocsin.bench.otlp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Collectors of an {@link Estate} in a process of their own, so that what they cost isn't counted: each instance is heard
 * every 15 seconds of real time, records have no key. It stops when the one who started it is gone.
 */
final class Feeder implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(15);
    static final int INSTANCES_PER_RECORD = 10;
    private static final String FEEDING = "feeding";

    private final Process process;

    private Feeder(Process process) {
        this.process = process;
    }

    /** Starts one and waits until it feeds. */
    static Feeder start(Path folder, String bootstrapServers, String topic, Estate estate) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), Feeder.class.getName(), bootstrapServers, topic,
                Integer.toString(estate.services()), Integer.toString(estate.instances()));
        Path log = folder.resolve("feeder.log");
        Process process = builder.redirectError(Redirect.to(log.toFile())).start();
        BufferedReader said = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        if (!FEEDING.equals(line)) {
            throw new IOException("the feeder's process ended before it fed; " + log + " says why");
        }
        return new Feeder(process);
    }

    public static void main(String[] args) throws InterruptedException {
        Estate estate = new Estate(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        properties.put(ProducerConfig.ACKS_CONFIG, "1");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1 << 20);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            feed(estate, args[1], producer);
        }
    }

    private static void feed(Estate estate, String topic, KafkaProducer<byte[], byte[]> producer)
            throws InterruptedException {
        int records = (estate.all() + INSTANCES_PER_RECORD - 1) / INSTANCES_PER_RECORD;
        int partitions = producer.partitionsFor(topic).size();
        long since = System.currentTimeMillis();
        long begun = System.nanoTime();
        System.out.println(FEEDING);
        for (long number = 0; !ended(); number++) {
            long due = begun + number * INTERVAL.toNanos() / records;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            int first = (int) (number % records) * INSTANCES_PER_RECORD;
            byte[] value = estate.batch(first, INSTANCES_PER_RECORD, System.currentTimeMillis(), since - 3_600_000)
                    .toByteArray();
            producer.send(new ProducerRecord<>(topic, (int) (number % partitions), null, value));
        }
    }

    /** The one who started it is gone, however it went. */
    private static boolean ended() {
        return ProcessHandle.current().parent().filter(ProcessHandle::isAlive).filter(parent -> parent.pid() != 1)
                .isEmpty();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
