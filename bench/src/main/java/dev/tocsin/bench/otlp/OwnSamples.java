package dev.tocsin.bench.otlp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.TelemetrySample;

/**
 * Services that say how they are in Tocsin's own form, keyed: first what they said each minute for so long that models judge
 * by it, then every 15 seconds of real time. Runs until it is closed.
 */
final class OwnSamples implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final long SEED = 7;
    private static final int MINUTES_BEFORE = 90;

    private final String topic;
    private final int services;
    private final int metrics;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final AvroSerde<TelemetrySample> serde;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread thread;
    private volatile boolean closed;

    private OwnSamples(String bootstrapServers, SchemaRegistry registry, String topic, int services, int metrics) {
        this.topic = topic;
        this.services = services;
        this.metrics = metrics;
        this.serde = AvroSerde.of(registry, SerdeSettings.standard(), TelemetrySample.class);
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.thread = new Thread(this::feed, "own-samples");
    }

    static OwnSamples start(String bootstrapServers, SchemaRegistry registry, String topic, int services,
            int metrics) {
        OwnSamples samples = new OwnSamples(bootstrapServers, registry, topic, services, metrics);
        samples.thread.start();
        return samples;
    }

    private void feed() {
        Instant now = Instant.now();
        for (int ago = MINUTES_BEFORE; ago > 0; ago--) {
            for (int service = 0; service < services; service++) {
                send("service-" + service, now.minusSeconds(60L * ago));
            }
        }
        live();
    }

    private void live() {
        long begun = System.nanoTime();
        for (long number = 0; !closed; number++) {
            try {
                TimeUnit.NANOSECONDS.sleep(begun + number * INTERVAL.toNanos() / services - System.nanoTime());
            } catch (InterruptedException stop) {
                return;
            }
            send("service-" + number % services, Instant.now());
        }
    }

    private void send(String service, Instant time) {
        TelemetrySample sample = sample(service, time);
        producer.send(new ProducerRecord<>(topic, null, time.toEpochMilli(),
                sample.getNamespace() + "/" + sample.getService(), serde.serializer().serialize(topic, sample)));
    }

    private TelemetrySample sample(String service, Instant time) {
        Map<String, Double> values = HashMap.newHashMap(metrics);
        for (int metric = 0; metric < metrics; metric++) {
            values.put("metric_" + metric, 100 + random.nextGaussian() * 10);
        }
        return TelemetrySample.newBuilder().setNamespace("bench").setService(service).setInstance("pod-0")
                .setTime(time).setMetrics(values).setLabels(Map.of()).build();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        serde.close();
    }
}
