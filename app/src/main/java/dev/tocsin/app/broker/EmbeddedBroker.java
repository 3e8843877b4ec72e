package dev.tocsin.app.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/**
 * A KRaft broker in this process, with itself as controller, reachable from this machine only. A broker started again
 * on the same folder has what the one before it had; its clients' port may be another.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String FORMATTED = "meta.properties";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts one and waits until it serves clients.
     *
     * @param data the folder of its logs, made where it is missing; of no other process
     * @throws BrokerException if it can't start, e.g. because a port or the folder is taken
     */
    public static EmbeddedBroker start(Path data, Ports ports) {
        ports.requireFree();
        Path folder = data.toAbsolutePath();
        try {
            format(folder);
            Properties properties = BrokerProperties.of(folder, ports);
            var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, BrokerProperties.bootstrapServers(ports));
        } catch (Exception e) {
            throw new BrokerException("the embedded broker can't start in " + folder, e);
        }
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops it in order; what was acknowledged is on disk. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) throws Exception {
        if (Files.exists(folder.resolve(FORMATTED))) {
            return;
        }
        Files.createDirectories(folder);
        new Formatter().setPrintStream(nowhere()).setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerProperties.NODE).setControllerListenerName(BrokerProperties.CONTROLLER)
                .setMetadataLogDirectory(folder.toString()).addDirectory(folder.toString()).run();
    }

    private static PrintStream nowhere() throws IOException {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
