package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.tocsin.notifiers.budget.Patience;
import dev.tocsin.notifiers.budget.Rates;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

/** One test's outbox, receiver states, ledger and digest on a real broker. */
final class Outbox implements AutoCloseable {

    static final int PARTITIONS = 3;
    private static final Patience QUICK = new Patience(Duration.ofMillis(30), Duration.ofMillis(300),
            Duration.ofMillis(30), 3);

    final List<SpecificRecord> digest = new CopyOnWriteArrayList<>();
    private final EmbeddedKafka kafka;
    private final String name;
    private final KafkaProducer<String, byte[]> producer;
    private final List<OutboxDelivery> deliveries = new ArrayList<>();

    Outbox(EmbeddedKafka kafka, String name) throws Exception {
        this.kafka = kafka;
        this.name = name;
        kafka.create(PARTITIONS, topic("outbox"), topic("state"), topic("ledger"));
        producer = new KafkaProducer<>(kafka.clients(), new StringSerializer(), new ByteArraySerializer());
    }

    String name() {
        return name;
    }

    void send(Notification... notifications) {
        for (Notification notification : notifications) {
            send(notification.getIncident(), PlainAvro.bytes(notification));
        }
    }

    void send(String key, byte[] value) {
        sendTo("outbox", key, value);
    }

    void sendTo(String what, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic(what), key, value));
        producer.flush();
    }

    /** The states of a key, oldest first. */
    List<ReceiverState> states(String key) {
        return read("state").getOrDefault(key, List.of()).stream()
                .map(bytes -> PlainAvro.<ReceiverState>reader(ReceiverState.getClassSchema()).deserialize("", bytes))
                .toList();
    }

    OutboxDelivery deliverTo(Receiver receiver) {
        return start(receiver, settings(receiver.name()), serdes());
    }

    OutboxDelivery start(Receiver receiver, DeliverySettings settings, DeliverySerdes serdes) {
        return start(List.of(receiver), settings, serdes);
    }

    OutboxDelivery start(List<Receiver> receivers, DeliverySettings settings, DeliverySerdes serdes) {
        OutboxDelivery delivery = new OutboxDelivery(receivers, settings, serdes, (_, line) -> {
            digest.add(line);
            return Optional.empty();
        }, DeliveryMetrics.NONE, InstantSource.system());
        deliveries.add(delivery);
        delivery.start();
        return delivery;
    }

    DeliverySettings settings(String group) {
        return DeliverySettings.of(kafka.clients(), name + "-" + group, topic("outbox"), topic("state"),
                topic("ledger"), Rates.unlimited()).with(QUICK, Duration.ofSeconds(8));
    }

    DeliverySerdes serdes() {
        return serdes(PlainAvro.reader(Notification.getClassSchema()), PlainAvro.writer());
    }

    DeliverySerdes serdes(Deserializer<Notification> notification, Serializer<ReceiverState> state) {
        return new DeliverySerdes(notification, state, PlainAvro.reader(ReceiverState.getClassSchema()),
                PlainAvro.writer(), SerializationException.class::isInstance);
    }

    /** What the ledger says of a receiver: {@code notification outcome reason}, in the order written per key. */
    List<String> ledger(String receiver) {
        return read("ledger").values().stream().flatMap(List::stream)
                .map(bytes -> PlainAvro.<Delivery>reader(Delivery.getClassSchema()).deserialize("", bytes))
                .filter(line -> line.getReceiver().equals(receiver))
                .map(line -> line.getNotification() + " " + line.getOutcome() + " " + line.getReason()).toList();
    }

    /** The partitions of keys of the receiver-state topic. */
    Map<String, List<byte[]>> read(String what) {
        Map<String, List<byte[]>> all = new HashMap<>();
        Map<String, Object> settings = new HashMap<>(kafka.clients());
        settings.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic(what)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(record -> all.computeIfAbsent(record.key(), _ -> new ArrayList<>())
                                .add(record.value()));
            }
        }
        return all;
    }

    @Override
    public void close() {
        deliveries.forEach(OutboxDelivery::close);
        producer.close();
    }

    private String topic(String what) {
        return name + "." + what;
    }
}
