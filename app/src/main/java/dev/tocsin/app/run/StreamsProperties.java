package dev.tocsin.app.run;

import java.util.Locale;
import java.util.Properties;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsConfig;

import dev.tocsin.app.settings.ApplicationSettings;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.topology.StreamsNeeds;

/** The configuration of Kafka Streams. */
final class StreamsProperties {

    private StreamsProperties() {}

    static Properties of(Settings settings) {
        var properties = new Properties();
        ApplicationSettings application = settings.application();
        properties.putAll(StreamsNeeds.properties());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG,
                settings.topics().replication().map(Short::intValue).orElse(-1));
        properties.putAll(settings.kafka().streams());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application.id());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, application.stateDir().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, application.threads());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                application.guarantee().name().toLowerCase(Locale.ROOT));
        if (staticMembership(properties)) {
            properties.putIfAbsent(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, InstanceId.in(application.stateDir()));
        }
        return properties;
    }

    /** The streams protocol has no static members before brokers of 4.4. */
    private static boolean staticMembership(Properties properties) {
        return !"streams".equalsIgnoreCase(String.valueOf(properties.get(StreamsConfig.GROUP_PROTOCOL_CONFIG)));
    }
}
