package dev.tocsin.app.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.tocsin.schemas.topic.Topic;

/** Events in a compacted topic of one partition. */
final class TopicSchemaLog implements SchemaLog {

    private static final Duration POLL = Duration.ofMillis(200);
    /** The broker answers one request of a connection after the other: a fetch that waits holds up what is asked next. */
    private static final int FETCH_WAITS_MILLIS = 10;

    private final TopicPartition partition;
    private final KafkaConsumer<String, String> consumer;
    private final KafkaProducer<String, String> producer;

    /** Creates the topic where it doesn't exist. */
    TopicSchemaLog(String bootstrapServers, Topic topic) {
        Map<String, Object> brokers = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        create(brokers, topic);
        partition = new TopicPartition(topic.name(), 0);
        Map<String, Object> reading = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                FETCH_WAITS_MILLIS);
        consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        producer = new KafkaProducer<>(brokers, new StringSerializer(), new StringSerializer());
    }

    private static void create(Map<String, Object> brokers, Topic topic) {
        try (Admin admin = Admin.create(brokers)) {
            admin.createTopics(List.of(topic.toCreate(1, Optional.empty()))).all().get();
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("Can't create " + topic + ": " + failure.getCause(), failure.getCause());
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    @Override
    public void replay(Consumer<SchemaEvent> reader) {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<String, String> each : consumer.poll(POLL)) {
                SchemaEventJson.read(each.key(), each.value()).ifPresent(reader);
            }
        }
    }

    @Override
    public void append(SchemaEvent event) {
        try {
            producer.send(new ProducerRecord<>(partition.topic(), 0, SchemaEventJson.key(event),
                    SchemaEventJson.value(event))).get();
        } catch (ExecutionException failure) {
            throw new KafkaException("Can't write to " + partition.topic() + ": " + failure.getCause(),
                    failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
