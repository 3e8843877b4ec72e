package dev.tocsin.app.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.http.Check;
import dev.tocsin.schemas.registry.RegistrySettings;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.decode.Holds;
import dev.tocsin.topology.limits.ServiceLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

class RegistrationTest {

    private final MockWebServer server = new MockWebServer();
    private final ServiceHealth health = new ServiceHealth(new Lag(new Progress(), new Holds()), new Holds(),
            ServiceLimits.standard());

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRegistryThatRefusesEndsTheStart() {
        // Given
        answers(401);
        // When, Then
        assertThatThrownBy(() -> register(new CountDownLatch(1))).isInstanceOf(Failure.class)
                .satisfies(e -> assertThat(((Failure) e).remedy()).contains("401"));
    }

    @Test
    void aRegistryThatIsDownIsWaitedForAndSaid() {
        // Given
        answers(503);
        var stop = new CountDownLatch(1);
        stop.countDown();
        // When
        boolean done = register(stop);
        // Then
        assertThat(done).isFalse();
        assertThat(health.ready()).first().extracting(Check::name, Check::ok).containsExactly("registry", false);
        assertThat(health.live()).as("a restart would not help").allMatch(Check::ok);
    }

    private boolean register(CountDownLatch stop) {
        var settings = RegistrySettings.from(Map.of("schema.registry.url", server.url("/").toString(),
                "schema.registry.max.retries", "0"));
        try (var registry = SchemaRegistry.connect(settings)) {
            return new Registration(registry, SerdeSettings.standard(), health)
                    .complete(List.of(Topics.standard().telemetry()), stop);
        }
    }

    private void answers(int status) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().code(status)
                        .body("{\"error_code\":" + status + ",\"message\":\"no\"}")
                        .addHeader("Content-Type", "application/vnd.schemaregistry.v1+json").build();
            }
        });
    }
}
