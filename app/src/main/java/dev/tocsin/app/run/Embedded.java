package dev.tocsin.app.run;

import java.nio.file.Path;

import io.javalin.util.JavalinBindException;

import dev.tocsin.app.broker.BrokerException;
import dev.tocsin.app.broker.BrokerLibraries;
import dev.tocsin.app.broker.EmbeddedBroker;
import dev.tocsin.app.broker.Ports;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.registry.EmbeddedSchemaRegistry;
import dev.tocsin.app.settings.Settings;

/** A broker and a Schema Registry in this process, with all they keep in one folder. */
public final class Embedded implements AutoCloseable {

    private final Path data;
    private final EmbeddedBroker broker;
    private final EmbeddedSchemaRegistry registry;

    private Embedded(Path data, EmbeddedBroker broker, EmbeddedSchemaRegistry registry) {
        this.data = data;
        this.broker = broker;
        this.registry = registry;
    }

    /**
     * Starts both.
     *
     * @param registryPort 0 takes a free one
     * @throws Failure if the folder or a port is taken, or this installation has no broker in it
     */
    public static Embedded start(Path data, Ports ports, int registryPort, Settings settings) {
        if (!BrokerLibraries.present()) {
            throw new Failure("this installation has no broker in it, so nothing embedded can be started.",
                    """
                            The container image leaves it out. Set TOCSIN_BOOTSTRAP_SERVERS and TOCSIN_SCHEMA_REGISTRY_URL,
                            or start ./tocsin from a source tree.""");
        }
        try {
            var broker = EmbeddedBroker.start(data.resolve("broker"), ports);
            try {
                return new Embedded(data, broker, new EmbeddedSchemaRegistry(broker.bootstrapServers(), registryPort,
                        settings.topics().names().embeddedSchemas()));
            } catch (JavalinBindException e) {
                broker.close();
                throw cannotStart("the embedded Schema Registry can't listen on port " + registryPort, data, e);
            } catch (RuntimeException e) {
                broker.close();
                throw e;
            }
        } catch (BrokerException e) {
            throw cannotStart(e.getMessage() == null ? "the embedded broker can't start" : e.getMessage(), data, e);
        }
    }

    private static Failure cannotStart(String what, Path data, Exception cause) {
        return new Failure(what,
                "Is another Tocsin running? --data-dir takes another folder than " + data.toAbsolutePath()
                        + ", --broker-port and --registry-port others than the usual ports.",
                cause);
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public String registryUrl() {
        return registry.url();
    }

    /** The settings with these in place of any others. */
    public Settings in(Settings settings) {
        return settings.on(bootstrapServers(), registryUrl(), data.resolve("state"));
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
