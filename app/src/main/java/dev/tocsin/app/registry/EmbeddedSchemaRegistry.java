package dev.tocsin.app.registry;

import org.eclipse.jetty.http.UriCompliance;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;

import dev.tocsin.schemas.topic.Topic;

/**
 * A Schema Registry in this process: the part of Confluent's REST API that clients use, for Avro without references, on
 * 127.0.0.1 and without authentication, as is the embedded broker that keeps its schemas.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final SchemaLog log;
    private final Javalin server;

    /**
     * Starts it; returns once it has read the topic to its end and answers.
     *
     * @param bootstrapServers of the broker that has, or gets, the topic
     * @param port 0 for any free one
     * @param topic compacted, one partition; created where it doesn't exist
     */
    public EmbeddedSchemaRegistry(String bootstrapServers, int port, Topic topic) {
        this(new TopicSchemaLog(bootstrapServers, topic), port);
    }

    EmbeddedSchemaRegistry(SchemaLog log, int port) {
        this.log = log;
        try {
            this.server = started(new RegistryApi(new SchemaDesk(log)), port);
        } catch (RuntimeException failure) {
            log.close();
            throw failure;
        }
    }

    private static Javalin started(RegistryApi api, int port) {
        return Javalin.create(config -> {
            configure(config);
            api.addTo(config.routes);
        }).start(HOST, port);
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        // A subject may have a slash, which comes as %2F; Jetty takes that for an attack unless told otherwise.
        config.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.UNSAFE));
        config.jetty.modifyServletContextHandler(context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
    }

    /** What {@code schema.registry.url} is to be. */
    public String url() {
        return "http://" + HOST + ":" + server.port();
    }

    /** Stops answering, then lets go of the log. */
    @Override
    public void close() {
        server.stop();
        log.close();
    }
}
