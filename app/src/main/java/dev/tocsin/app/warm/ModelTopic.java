package dev.tocsin.app.warm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.topic.Topic;

/** The topic of models that the service adopts. */
final class ModelTopic {

    private final Settings settings;
    private final Topic topic;

    ModelTopic(Settings settings) {
        this.settings = settings;
        this.topic = settings.topics().names().models();
    }

    /** @throws Failure if it isn't there: better before hours of work than after */
    ModelTopic require() {
        try (Cluster cluster = Cluster.connect(settings.kafka())) {
            if (!cluster.answer("list topics", cluster.admin().listTopics().names()).contains(topic.name())) {
                throw new Failure("there is no topic " + topic.name() + " on these brokers.",
                        "Create it with: tocsin topics apply.");
            }
        }
        return this;
    }

    void publish(Map<ServiceId, byte[]> models) {
        Map<String, Object> client = new HashMap<>(settings.kafka().client());
        client.put(ProducerConfig.CLIENT_ID_CONFIG, "tocsin-warm");
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            models.forEach((service, model) -> sent
                    .add(producer.send(new ProducerRecord<>(topic.name(), service.toString(), model))));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Failure("the models can't be written to " + topic.name() + ": " + cause.getMessage(), "", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while writing models", "", e);
        }
    }
}
