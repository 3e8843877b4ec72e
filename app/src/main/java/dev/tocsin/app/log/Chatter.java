package dev.tocsin.app.log;

import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;

/** Loggers of libraries that warn of things which are as they should be here. */
final class Chatter {

    private static final Map<String, Level> LEVELS = Map.ofEntries(
            // Says at WARN that a second client with the same id registered its JMX bean.
            Map.entry("org.apache.kafka.common.utils.AppInfoParser", Level.ERROR),
            // Prints a stack trace of what the settings' own message says in a line.
            Map.entry("org.apache.kafka.common.config.provider", Level.OFF),
            // Warns that a new quorum has no records yet, and again at every start.
            Map.entry("org.apache.kafka.controller.QuorumController", Level.ERROR),
            // One line per second and broker that can't be reached; who needs the broker says so once.
            Map.entry("org.apache.kafka.clients.NetworkClient", Level.ERROR),
            // A port that is taken, and a request that failed, are told by who serves HTTP.
            Map.entry("io.javalin", Level.OFF),
            // Lists every property a client doesn't know, among them those meant for its siblings.
            Map.entry("org.apache.kafka.clients.consumer.ConsumerConfig", Level.ERROR),
            Map.entry("org.apache.kafka.clients.producer.ProducerConfig", Level.ERROR),
            Map.entry("org.apache.kafka.clients.admin.AdminClientConfig", Level.ERROR),
            Map.entry("org.apache.kafka.streams.StreamsConfig", Level.ERROR));

    private Chatter() {}

    static void quiet(LoggerContext context) {
        LEVELS.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
        context.addTurboFilter(new WipedStores(context));
    }
}
