package dev.tocsin.app.broker;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class EmbeddedBrokerTest {

    private static final TopicPartition T0 = new TopicPartition("t", 0);

    @TempDir
    Path data;

    @Test
    void whatWasCommittedSurvivesARestartOnTheSameFolder() throws Exception {
        // Given
        try (var broker = EmbeddedBroker.start(data, Ports.free())) {
            create(broker);
            produceInATransaction(broker, "a", "b");
        }
        // When
        List<String> read;
        try (var broker = EmbeddedBroker.start(data, Ports.free())) {
            produceInATransaction(broker, "c");
            read = read(broker, 3);
        }
        // Then
        assertThat(read).containsExactly("a", "b", "c");
    }

    @Test
    void aTakenPortIsSaid() throws Exception {
        // Given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new Ports(taken.getLocalPort(), Ports.free().controller());
            // When, Then
            assertThatThrownBy(() -> EmbeddedBroker.start(data, ports)).isInstanceOf(BrokerException.class)
                    .hasMessageContaining("port " + ports.broker());
        }
    }

    private static void create(EmbeddedBroker broker) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("t", Optional.of(1), Optional.empty()))).all().get();
        }
    }

    private static void produceInATransaction(EmbeddedBroker broker, String... values) {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id",
                "test");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                producer.send(new ProducerRecord<>("t", 0, null, value));
            }
            producer.commitTransaction();
        }
    }

    private static List<String> read(EmbeddedBroker broker, int count) {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level",
                "read_committed");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(T0));
            consumer.seekToBeginning(List.of(T0));
            while (values.size() < count) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }
}
