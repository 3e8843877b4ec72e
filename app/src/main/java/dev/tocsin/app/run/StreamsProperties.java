package dev.tocsin.app.run;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

import dev.tocsin.app.settings.ApplicationSettings;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.topology.StreamsNeeds;

/** The configuration of Kafka Streams. */
final class StreamsProperties {

    private static final String MAX_POLL = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
    /** Kafka's own default. */
    private static final long USUAL_MAX_POLL_MILLIS = 300_000;

    private StreamsProperties() {}

    static Properties of(Settings settings) {
        var properties = new Properties();
        ApplicationSettings application = settings.application();
        properties.putAll(StreamsNeeds.properties(settings.sources()));
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG,
                settings.topics().replication().map(Short::intValue).orElse(-1));
        properties.putAll(settings.kafka().streams());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application.id());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, application.stateDir().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, application.threads());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                application.guarantee().name().toLowerCase(Locale.ROOT));
        properties.putIfAbsent(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, InstanceId.in(application.stateDir()));
        return properties;
    }

    /**
     * How long a record may be waited for on its stream thread: well within what the group allows between two polls, by
     * whichever name that is set.
     */
    static Duration longestHold(Properties properties) {
        long most = Stream.of(StreamsConfig.mainConsumerPrefix(MAX_POLL), StreamsConfig.consumerPrefix(MAX_POLL),
                MAX_POLL).map(properties::get).filter(Objects::nonNull).mapToLong(value -> Long.parseLong(
                        value.toString()))
                .findFirst().orElse(USUAL_MAX_POLL_MILLIS);
        return Duration.ofMillis(most * 4 / 5);
    }
}
