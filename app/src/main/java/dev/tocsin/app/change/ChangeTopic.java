package dev.tocsin.app.change;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.producer.ProducerConfig;

import dev.tocsin.app.settings.Settings;
import dev.tocsin.notifiers.writing.AckedWriter;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.ChangeEvent;

/** The topic of changes, keyed by service. */
public final class ChangeTopic implements AutoCloseable {

    /** Whoever reports a change waits for the answer. */
    private static final int PATIENCE_MILLIS = 5_000;

    private final AckedWriter writer;
    private final AvroSerde<ChangeEvent> serde;
    private final String topic;

    private ChangeTopic(AckedWriter writer, AvroSerde<ChangeEvent> serde, String topic) {
        this.writer = writer;
        this.serde = serde;
        this.topic = topic;
    }

    public static ChangeTopic open(Settings settings, SchemaRegistry registry, SerdeSettings serdes) {
        Map<String, Object> client = new HashMap<>(settings.kafka().client());
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS - 1_000);
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new ChangeTopic(AckedWriter.open(client, "tocsin-changes"),
                AvroSerde.of(registry, serdes, ChangeEvent.class), settings.topics().names().changes().name());
    }

    /** Empty once it is kept, else what failed. */
    Optional<String> write(ChangeEvent change) {
        return writer.write(topic, null, change.getNamespace() + "/" + change.getService(), change,
                serde.serializer());
    }

    @Override
    public void close() {
        writer.close();
    }
}
