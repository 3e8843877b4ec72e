package dev.tocsin.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.schemas.topic.Topics;

/** Both config topics of the brokers in the settings: what is said goes to the one, what became of it comes from the other. */
final class ConfigTopics implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final StatusTopic status;
    private final String config;

    private ConfigTopics(KafkaProducer<String, byte[]> producer, StatusTopic status, String config) {
        this.producer = producer;
        this.status = status;
        this.config = config;
    }

    /** @throws Failure if no broker answers, or a topic is missing */
    static ConfigTopics connect(Settings settings) {
        Topics topics = settings.topics().names();
        requireTopics(settings, topics);
        Map<String, Object> client = new HashMap<>(settings.kafka().client());
        client.put(ProducerConfig.CLIENT_ID_CONFIG, "tocsin-config");
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        StatusTopic status = StatusTopic.read(settings.kafka(), topics.configStatus().name());
        return new ConfigTopics(new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer()), status,
                topics.config().name());
    }

    private static void requireTopics(Settings settings, Topics topics) {
        try (Cluster cluster = Cluster.connect(settings.kafka())) {
            Set<String> there = cluster.answer("list topics", cluster.admin().listTopics().names());
            for (String topic : new String[]{topics.config().name(), topics.configStatus().name()}) {
                if (!there.contains(topic)) {
                    throw new Failure("there is no topic " + topic + " on these brokers.",
                            "Has Tocsin run here, with this topics.prefix? tocsin topics shows what is missing.");
                }
            }
        }
    }

    /**
     * Says something of a document: a new version, or null to delete it.
     *
     * @return the version it has from now on
     */
    long say(String key, byte @Nullable [] document) {
        Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(config, 0, key, document));
        try {
            return sent.get(Cluster.PATIENCE.toSeconds(), TimeUnit.SECONDS).offset() + 1;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Failure(key + " can't be written to " + config + ": " + cause.getMessage(), "", cause);
        } catch (TimeoutException e) {
            throw new Failure(key + " wasn't taken by the brokers within " + Cluster.PATIENCE.toSeconds() + " s.", "",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while writing " + key, "", e);
        }
    }

    /** What is known of all documents. */
    StatusTopic status() {
        return status;
    }

    @Override
    public void close() {
        producer.close(Cluster.PATIENCE);
        status.close();
    }
}
