package dev.tocsin.app.registry;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.registry.RegistryFailure;
import dev.tocsin.schemas.registry.RegistrySettings;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.registry.SchemaRegistryContract;
import dev.tocsin.schemas.serde.OwnSchemas;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topics;

import static dev.tocsin.schemas.registry.SchemaRegistryContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Our client and the embedded server, over real HTTP. */
class EmbeddedSchemaRegistryTest implements SchemaRegistryContract {

    private final EmbeddedSchemaRegistry server = new EmbeddedSchemaRegistry(new ListSchemaLog(List.of()), 0);
    private final SchemaRegistry registry = SchemaRegistry
            .connectUncached(RegistrySettings.from(Map.of("schema.registry.url", server.url())));

    @AfterEach
    void stop() {
        registry.close();
        server.close();
    }

    @Override
    public SchemaRegistry registry() {
        return registry;
    }

    @Test
    void allOwnSchemasAreAccepted() {
        // When
        Map<String, Integer> ids = OwnSchemas.registerAll(registry, SerdeSettings.standard(), Topics.standard().all());

        // Then
        assertThat(registry.subjects()).containsExactlyInAnyOrderElementsOf(ids.keySet());
    }

    @Test
    void anIncompatibleSchemaIsRefusedWithItsReason() {
        // Given
        registry.register("orders-value", FIRST);

        // When
        RegistryFailure failure = failure(() -> registry.register("orders-value", WITHOUT_DEFAULT));

        // Then
        assertThat(failure.message()).contains("orders-value", "READER_FIELD_MISSING_DEFAULT_VALUE", "/fields/1");
        assertThat(registry.check("orders-value", WITHOUT_DEFAULT).reasons()).hasSize(1);
    }

    @Test
    void aPortThatIsTakenFailsTheStartAndLetsGoOfTheLog() {
        // Given
        ListSchemaLog log = new ListSchemaLog(List.of());
        int taken = URI.create(server.url()).getPort();

        // When
        assertThatException().isThrownBy(() -> new EmbeddedSchemaRegistry(log, taken));

        // Then
        assertThat(log.closed).isTrue();
    }
}
