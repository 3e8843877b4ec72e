package dev.tocsin.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.v1.TelemetrySample;

/** Sends a recording as telemetry: the times it tells are left as they are, only told sooner one after the other. */
final class Feeder implements AutoCloseable {

    private final KafkaProducer<String, TelemetrySample> producer;
    private final String topic;
    private final double speed;

    /** @param speed seconds of the recording per second */
    Feeder(Settings settings, SchemaRegistry registry, double speed) {
        Map<String, Object> client = new HashMap<>(settings.kafka().client());
        client.put(ProducerConfig.CLIENT_ID_CONFIG, "tocsin-demo-feeder");
        var serde = AvroSerde.of(registry, Registries.serdes(settings.registry()), TelemetrySample.class);
        this.producer = new KafkaProducer<>(client, new StringSerializer(), serde.serializer());
        this.topic = settings.topics().names().telemetry().name();
        this.speed = speed;
    }

    /**
     * Sends all of it.
     *
     * @param second told of each second's time before its samples are sent
     */
    void feed(Recording recording, Consumer<Instant> second) throws InterruptedException {
        long begun = System.nanoTime();
        Instant last = Instant.MIN;
        for (RecordedSample sample : recording.samples()) {
            if (!sample.time().equals(last)) {
                last = sample.time();
                awaitTurn(begun, Duration.between(recording.start(), last));
                second.accept(last);
            }
            producer.send(record(sample));
        }
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }

    private void awaitTurn(long begun, Duration into) throws InterruptedException {
        long due = (long) (into.toNanos() / speed);
        long early = due - (System.nanoTime() - begun);
        if (early > 0) {
            Thread.sleep(Duration.ofNanos(early));
        }
    }

    private ProducerRecord<String, TelemetrySample> record(RecordedSample sample) {
        String namespace = ServiceId.DEFAULT_NAMESPACE;
        TelemetrySample told = TelemetrySample.newBuilder().setNamespace(namespace).setService(sample.service())
                .setInstance(sample.instance()).setTime(sample.time()).setMetrics(sample.metrics())
                .setLabels(Map.of()).build();
        return new ProducerRecord<>(topic, new ServiceId(namespace, sample.service()).toString(), told);
    }
}
