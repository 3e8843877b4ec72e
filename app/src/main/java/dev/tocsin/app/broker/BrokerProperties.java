package dev.tocsin.app.broker;

import java.nio.file.Path;
import java.util.Properties;

/** The configuration of a lone, small broker that is its own controller and listens on this machine only. */
final class BrokerProperties {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";
    /** The least the log cleaner takes per thread; its default is 128 MiB. */
    private static final int CLEANER_BUFFER_BYTES = 8 << 20;

    private BrokerProperties() {}

    static Properties of(Path data, Ports ports) {
        var properties = new Properties();
        network(properties, ports);
        alone(properties);
        small(properties);
        properties.setProperty("log.dirs", data.toString());
        return properties;
    }

    private static void network(Properties properties, Ports ports) {
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE));
        properties.setProperty("listeners", "PLAINTEXT://" + HOST + ":" + ports.broker() + "," + CONTROLLER + "://"
                + HOST + ":" + ports.controller());
        properties.setProperty("controller.listener.names", CONTROLLER);
        properties.setProperty("controller.quorum.voters", NODE + "@" + HOST + ":" + ports.controller());
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    }

    /** With one broker, one copy of everything is all there can be. */
    private static void alone(Properties properties) {
        for (String factor : new String[]{"offsets.topic.replication.factor",
                "transaction.state.log.replication.factor", "transaction.state.log.min.isr",
                "share.coordinator.state.topic.replication.factor", "share.coordinator.state.topic.min.isr",
                "default.replication.factor", "min.insync.replicas"}) {
            properties.setProperty(factor, "1");
        }
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
    }

    private static void small(Properties properties) {
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BUFFER_BYTES));
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "2");
        properties.setProperty("background.threads", "2");
        properties.setProperty("num.recovery.threads.per.data.dir", "1");
        properties.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
        properties.setProperty("log.segment.bytes", Integer.toString(64 << 20));
    }

    static String bootstrapServers(Ports ports) {
        return HOST + ":" + ports.broker();
    }
}
