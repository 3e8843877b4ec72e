package dev.tocsin.schemas.registry;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome;
import dev.tocsin.schemas.registry.RegistryFailure.Forbidden;
import dev.tocsin.schemas.registry.RegistryFailure.Unauthorized;
import dev.tocsin.schemas.registry.RegistryFailure.WrongAddress;
import dev.tocsin.schemas.serde.OwnSchemas;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.TelemetrySample;

import static dev.tocsin.schemas.registry.SchemaRegistryContract.FIRST;
import static dev.tocsin.schemas.registry.SchemaRegistryContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

class ApicurioIT {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Open implements SchemaRegistryContract {

        private ApicurioServer server;
        private SchemaRegistry registry;

        @BeforeAll
        void start() throws Exception {
            server = ApicurioServer.open();
            registry = new HttpSchemaRegistry(RegistrySettings.from(Map.of("schema.registry.url", server.url())));
        }

        @AfterAll
        void stop() throws Exception {
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
            Map<String, Integer> ids = OwnSchemas.registerAll(registry, SerdeSettings.standard(),
                    Topics.standard().all());

            // Then
            assertThat(ids).hasSize(12).containsKeys("tocsin.telemetry.v1-value",
                    "tocsin.digest.v1-dev.tocsin.schemas.v1.DigestSummary");
            assertThat(registry.subjects()).containsAll(ids.keySet());
        }

        @Test
        void anUnknownIdIsUnknownToTheDecoderAsWell() {
            // Given
            byte[] frame = {0, 0, 15, 18, 6, 2, 'x'};

            // When
            Outcome<TelemetrySample> outcome = FramedAvro.of(registry, TelemetrySample.class).read(frame);

            // Then
            assertThat(outcome).isEqualTo(new Outcome.UnknownSchema<>(0x000F1206));
        }

        @Test
        void aUrlWithoutItsPathIsAWrongAddressNotAnUnknownSchema() {
            // Given
            String root = server.url().substring(0, server.url().indexOf("/apis"));
            try (SchemaRegistry misled = SchemaRegistry.connect(RegistrySettings.from(Map.of("schema.registry.url",
                    root)))) {
                // When
                RegistryFailure failure = failure(() -> misled.schema(1));

                // Then
                assertThat(failure).isInstanceOf(WrongAddress.class);
            }
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Guarded implements SchemaRegistryContract {

        private static final String PASSWORD = "pass:with-colon";

        private ApicurioServer server;
        private SchemaRegistry registry;

        @BeforeAll
        void start() throws Exception {
            server = ApicurioServer.guarded(PASSWORD);
            registry = as("writer", PASSWORD);
        }

        @AfterAll
        void stop() throws Exception {
            registry.close();
            server.close();
        }

        @Override
        public SchemaRegistry registry() {
            return registry;
        }

        @Test
        void withoutCredentialsItIsUnauthorized() {
            try (SchemaRegistry nobody = new HttpSchemaRegistry(RegistrySettings.from(Map.of("schema.registry.url",
                    server.url())))) {
                assertThat(failure(nobody::subjects)).isInstanceOf(Unauthorized.class);
            }
        }

        @Test
        void withAWrongPasswordItIsUnauthorizedAndThePasswordIsNotTold() {
            try (SchemaRegistry impostor = as("writer", "guessed")) {
                RegistryFailure failure = failure(() -> impostor.register(newSubject(), FIRST));
                assertThat(failure).isInstanceOf(Unauthorized.class);
                assertThat(failure.message()).doesNotContain("guessed");
            }
        }

        @Test
        void whoMayOnlyReadIsForbiddenToRegisterButReads() {
            int id = registry.register(newSubject(), FIRST);
            try (SchemaRegistry reader = as("reader", PASSWORD)) {
                assertThat(failure(() -> reader.register(newSubject(), FIRST))).isInstanceOf(Forbidden.class);
                assertThat(reader.schema(id)).isEqualTo(FIRST);
            }
        }

        @Test
        void credentialsInTheUrlServeToo() {
            String url = server.url().replace("http://", "http://writer:pass%3Awith-colon@");
            try (SchemaRegistry writer = new HttpSchemaRegistry(RegistrySettings.from(Map.of("schema.registry.url",
                    url)))) {
                assertThat(writer.register(newSubject(), FIRST)).isPositive();
            }
        }

        private SchemaRegistry as(String user, String password) {
            return new HttpSchemaRegistry(RegistrySettings.from(Map.of("schema.registry.url", server.url(),
                    "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", user + ":" + password)));
        }
    }
}
