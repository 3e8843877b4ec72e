package dev.tocsin.topology.clock;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A stream thread's main consumer, whose revocations are told before Kafka Streams hears of them. */
final class HeardConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Revocations revocations;

    HeardConsumer(Map<String, Object> config, Revocations revocations) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.revocations = revocations;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Heard(listener, revocations));
    }

    /** Kafka Streams' own listener, and who listens before it. */
    record Heard(ConsumerRebalanceListener listener, Revocations revocations) implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            revocations.during(partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet()),
                    () -> listener.onPartitionsRevoked(partitions));
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            listener.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            listener.onPartitionsLost(partitions);
        }
    }
}
