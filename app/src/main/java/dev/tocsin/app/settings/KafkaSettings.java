package dev.tocsin.app.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The brokers and how to speak to them.
 *
 * @param brokers {@code host:port} each; empty where nobody said
 * @param properties of Kafka's clients, by Kafka's names; may hold secrets
 */
public record KafkaSettings(List<String> brokers, Map<String, String> properties) {

    /** Client properties that Tocsin sets from its own settings. */
    private static final Map<String, String> OURS = Map.of("application.id", "application.id", "processing.guarantee",
            "application.guarantee", "num.stream.threads", "application.threads", "state.dir", "state.dir");

    /** Two members of different groups in one process can't have one name, and prefixed properties are for Streams. */
    private static final List<String> STREAMS_ONLY = List.of(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG,
            "group.protocol", "consumer.", "producer.", "admin.", "main.consumer.", "restore.consumer.",
            "global.consumer.", "topic.");

    private static final String GROUP_PROTOCOL = "group.protocol";
    private static final String CLASSIC = "classic";

    public static final KafkaSettings NONE = new KafkaSettings(List.of(), Map.of());

    public KafkaSettings {
        brokers = List.copyOf(brokers);
        properties = Map.copyOf(properties);
        for (String property : properties.keySet()) {
            if (OURS.containsKey(property)) {
                throw new IllegalArgumentException("kafka." + property + ": set " + OURS.get(property) + " instead");
            }
        }
        String protocol = properties.getOrDefault(GROUP_PROTOCOL, CLASSIC);
        if (!protocol.equalsIgnoreCase(CLASSIC)) {
            throw new IllegalArgumentException("kafka." + GROUP_PROTOCOL + " '" + protocol + "': only 'classic' works."
                    + " Under others Tocsin can't see how much of its input waits, and members have no names");
        }
        for (String broker : brokers) {
            if (!broker.matches(".+:\\d{1,5}")) {
                throw new IllegalArgumentException("brokers '" + broker + "' isn't host:port");
            }
        }
    }

    static KafkaSettings read(Node root) {
        Map<String, String> properties = new HashMap<>(root.child("kafka").properties());
        Optional<String> asProperty = Optional
                .ofNullable(properties.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        List<String> brokers = root.list("brokers");
        if (brokers.isEmpty()) {
            brokers = root.list("bootstrap.servers");
        }
        if (brokers.isEmpty()) {
            brokers = asProperty.map(text -> List.of(text.split("\\s*,\\s*"))).orElse(List.of());
        }
        return new KafkaSettings(brokers, properties);
    }

    /** The same brokers' clients, reached elsewhere: for the embedded broker. */
    public KafkaSettings at(String brokers) {
        return new KafkaSettings(List.of(brokers.split(",")), properties);
    }

    /** What every client is given: the brokers and the properties, without what only Kafka Streams can use. */
    public Map<String, Object> client() {
        Map<String, Object> client = streams();
        client.keySet().removeIf(name -> STREAMS_ONLY.stream().anyMatch(name::startsWith));
        return client;
    }

    /** What Kafka Streams is given. */
    public Map<String, Object> streams() {
        Map<String, Object> client = new HashMap<>(properties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", brokers));
        return client;
    }

    @Override
    public String toString() {
        return "KafkaSettings[brokers=" + brokers + ", properties=" + Masking.shown(properties) + "]";
    }
}
