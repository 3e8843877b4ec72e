package dev.tocsin.bench.broker;

import java.io.IOException;
import java.nio.file.Path;

import dev.tocsin.app.broker.EmbeddedBroker;
import dev.tocsin.app.broker.Ports;
import dev.tocsin.app.registry.EmbeddedSchemaRegistry;
import dev.tocsin.schemas.topic.Topics;

/**
 * The broker's process: starts broker and registry in the folder it is given, says on stdout in one line where they
 * listen, and stops when its stdin ends, which it does when the one who started it is gone, however it went.
 */
final class BrokerMain {

    static final String READY = "ready ";

    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Ports.free());
                EmbeddedSchemaRegistry registry = new EmbeddedSchemaRegistry(broker.bootstrapServers(), 0,
                        Topics.standard().embeddedSchemas())) {
            System.out.println(READY + broker.bootstrapServers() + " " + registry.url());
            while (System.in.read() >= 0) {
                // Nothing is ever said on stdin but its end.
            }
        }
        // Whatever a client library left running must not keep this process.
        System.exit(0);
    }
}
