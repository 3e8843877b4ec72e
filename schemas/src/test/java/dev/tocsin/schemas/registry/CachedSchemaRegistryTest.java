package dev.tocsin.schemas.registry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.registry.RegistryFailure.NotFound;
import dev.tocsin.schemas.registry.RegistryFailure.Unreachable;

import static dev.tocsin.schemas.registry.SchemaRegistryContract.FIRST;
import static dev.tocsin.schemas.registry.SchemaRegistryContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

class CachedSchemaRegistryTest implements SchemaRegistryContract {

    private final InMemorySchemaRegistry server = new InMemorySchemaRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final SchemaRegistry registry = new CachedSchemaRegistry(server, nanos::get);

    @Override
    public SchemaRegistry registry() {
        return registry;
    }

    @Test
    void whatWasRegisteredIsWrittenAndReadWithoutTheServer() {
        // Given
        int id = registry.register("s", FIRST);
        server.down();

        // Then
        assertThat(registry.register("s", FIRST)).isEqualTo(id);
        assertThat(registry.schema(id)).isEqualTo(FIRST);
    }

    @Test
    void whatWasLookedUpIsFoundAndReadWithoutTheServer() {
        // Given
        server.register("s", FIRST);
        RegisteredSchema found = registry.lookup("s", FIRST);
        server.down();

        // Then
        assertThat(registry.lookup("s", FIRST)).isEqualTo(found);
        assertThat(registry.schema(found.id())).isEqualTo(FIRST);
    }

    @Test
    void anUnknownIdIsAskedForAgainOnlyAfterTenSeconds() {
        // Given
        failure(() -> registry.schema(1));
        server.register("s", FIRST);

        // When
        nanos.addAndGet(Duration.ofMillis(9_999).toNanos());
        RegistryFailure stillUnknown = failure(() -> registry.schema(1));
        nanos.addAndGet(Duration.ofMillis(1).toNanos());

        // Then
        assertThat(stillUnknown).isInstanceOf(NotFound.class);
        assertThat(registry.schema(1)).isEqualTo(FIRST);
    }

    @Test
    void thatTheServerWasUnreachableIsNotRemembered() {
        // Given
        server.register("s", FIRST);
        server.down();
        RegistryFailure failure = failure(() -> registry.schema(1));

        // When
        server.up();

        // Then
        assertThat(failure).isInstanceOf(Unreachable.class);
        assertThat(registry.schema(1)).isEqualTo(FIRST);
    }

    @Test
    void manyUnknownIdsDoNotFillTheMemory() {
        // Given more of them than are remembered
        for (int id = 1; id <= 1_001; id++) {
            int unknown = id;
            failure(() -> registry.schema(unknown));
        }
        int asked = server.asked();

        // When
        failure(() -> registry.schema(1));
        failure(() -> registry.schema(1_001));

        // Then the eldest is asked for again, the newest isn't
        assertThat(server.asked()).isEqualTo(asked + 1);
    }
}
