package dev.tocsin.notifiers.outbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A broker in this process; the one place that knows Kafka's test kit, which is no public API. */
final class EmbeddedKafka implements AutoCloseable {

    private final KafkaClusterTestKit kit;

    EmbeddedKafka() throws Exception {
        kit = new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder().setCombined(true).setNumBrokerNodes(1).setNumControllerNodes(1).build())
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("offsets.topic.num.partitions", "1")
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .setConfigProp("transaction.state.log.min.isr", "1")
                .setConfigProp("auto.create.topics.enable", "false")
                .setConfigProp("group.initial.rebalance.delay.ms", "0").build();
        kit.format();
        kit.startup();
        kit.waitForReadyBrokers();
    }

    Map<String, Object> clients() {
        return Map.of("bootstrap.servers", kit.bootstrapServers(), "fetch.max.wait.ms", 50);
    }

    void create(int partitions, String... topics) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(clients())) {
            List<NewTopic> all = Stream.of(topics).map(topic -> new NewTopic(topic, partitions, (short) 1)).toList();
            admin.createTopics(all).all().get();
        }
    }

    @Override
    public void close() throws Exception {
        kit.close();
    }
}
