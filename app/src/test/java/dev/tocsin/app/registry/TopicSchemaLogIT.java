package dev.tocsin.app.registry;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.broker.EmbeddedBroker;
import dev.tocsin.app.broker.Ports;
import dev.tocsin.schemas.registry.RegistrySettings;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.topic.Topics;

import static dev.tocsin.schemas.registry.SchemaRegistryContract.FIRST;
import static dev.tocsin.schemas.registry.SchemaRegistryContract.UNSEEN;
import static dev.tocsin.schemas.registry.SchemaRegistryContract.WITH_DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

class TopicSchemaLogIT {

    @Test
    void idsAndLevelsSurviveARestartOfRegistryAndBroker(@TempDir Path data) {
        // Given
        Ports ports = Ports.free();
        int first;
        int second;
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, ports);
                EmbeddedSchemaRegistry server = start(broker);
                SchemaRegistry registry = client(server)) {
            first = registry.register("a", FIRST);
            second = registry.register("a", WITH_DEFAULT);
        }

        // When
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, ports);
                EmbeddedSchemaRegistry server = start(broker);
                SchemaRegistry registry = client(server)) {
            // Then
            assertThat(registry.schema(first)).isEqualTo(FIRST);
            assertThat(registry.versions("a")).containsExactly(1, 2);
            assertThat(registry.register("a", WITH_DEFAULT)).isEqualTo(second);
            assertThat(registry.register("b", UNSEEN)).isGreaterThan(second);
        }
    }

    private static EmbeddedSchemaRegistry start(EmbeddedBroker broker) {
        return new EmbeddedSchemaRegistry(broker.bootstrapServers(), 0, Topics.standard().embeddedSchemas());
    }

    private static SchemaRegistry client(EmbeddedSchemaRegistry server) {
        return SchemaRegistry.connectUncached(RegistrySettings.from(Map.of("schema.registry.url", server.url())));
    }
}
