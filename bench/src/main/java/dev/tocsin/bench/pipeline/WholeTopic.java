package dev.tocsin.bench.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.v1.WindowVerdict;

/** All committed verdicts of a topic, from its beginning to its end of now. */
record WholeTopic(String bootstrapServers, String topic, SchemaRegistry registry) {

    void forEach(Consumer<WindowVerdict> action) {
        FramedAvro<WindowVerdict> framed = FramedAvro.of(registry, WindowVerdict.class);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(properties(), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!reached(consumer, ends)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    action.accept(read(framed, record));
                }
            }
        }
    }

    private static WindowVerdict read(FramedAvro<WindowVerdict> framed, ConsumerRecord<String, byte[]> record) {
        return switch (framed.read(record.value())) {
            case Outcome.Decoded<WindowVerdict>(WindowVerdict verdict) -> verdict;
            case Outcome.Failed<WindowVerdict> failed -> throw new IllegalStateException(
                    "a verdict just written can't be read: " + failed.cause());
        };
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        return properties;
    }
}
