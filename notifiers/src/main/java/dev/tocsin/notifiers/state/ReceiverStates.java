package dev.tocsin.notifiers.state;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.tocsin.schemas.v1.ReceiverState;

/**
 * The receiver-state topic, read to its end: what receivers were last told of each incident of some partitions. Keys
 * are {@code receiver/incident id}; the partitions are those of the outbox.
 */
public final class ReceiverStates {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, ?> kafka;
    private final String topic;
    private final Deserializer<ReceiverState> deserializer;

    public ReceiverStates(Map<String, ?> kafka, String topic, Deserializer<ReceiverState> deserializer) {
        this.kafka = kafka;
        this.topic = topic;
        this.deserializer = deserializer;
    }

    /** A record's key. */
    public static String key(String receiver, String incident) {
        return receiver + "/" + incident;
    }

    /**
     * Reads these partitions to the end they have now, once for all receivers.
     *
     * @return by receiver and partition, incident id to state; of several records of an incident the highest sequence
     * @throws IllegalStateException if the end isn't reached within {@code patience}
     */
    public Map<String, Map<Integer, Map<String, ReceiverState>>> read(Set<String> receivers,
            Collection<Integer> partitions, Duration patience) {
        List<TopicPartition> all = partitions.stream().map(partition -> new TopicPartition(topic, partition)).toList();
        try (Consumer<String, byte[]> consumer = open()) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all, patience);
            return readTo(ends, receivers, consumer, System.nanoTime() + patience.toNanos());
        }
    }

    private Map<String, Map<Integer, Map<String, ReceiverState>>> readTo(Map<TopicPartition, Long> ends,
            Set<String> receivers, Consumer<String, byte[]> consumer, long deadline) {
        Map<String, Map<Integer, Map<String, ReceiverState>>> states = new HashMap<>();
        while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the end of " + topic + " was not reached in time: " + ends);
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                int slash = record.key() == null ? -1 : record.key().indexOf('/');
                String receiver = slash < 0 ? "" : record.key().substring(0, slash);
                if (receivers.contains(receiver)) {
                    keep(states.computeIfAbsent(receiver, _ -> new HashMap<>())
                            .computeIfAbsent(record.partition(), _ -> new HashMap<>()), record, receiver);
                }
            }
        }
        return states;
    }

    private void keep(Map<String, ReceiverState> states, ConsumerRecord<String, byte[]> record, String receiver) {
        String incident = record.key().substring(receiver.length() + 1);
        if (record.value() == null) {
            states.remove(incident);
            return;
        }
        ReceiverState state = deserializer.deserialize(topic, record.value());
        states.merge(incident, state, (one, other) -> other.getSequence() >= one.getSequence() ? other : one);
    }

    private Consumer<String, byte[]> open() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().removeAll(List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-receiver-state");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
