package dev.tocsin.topology;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.schemas.v1.Hypothesis;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.topology.clock.InputLag;

import static org.assertj.core.api.Assertions.assertThat;

class CausesTest {

    private static final Duration STEP = Duration.ofSeconds(15);

    @TempDir
    Path state;

    private final Random noise = new Random(5);
    private Instant now = Driven.START;

    @Test
    void anIncidentNamesTheServiceItCallsThatWasUnusualAtTheSameTime() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a gateway that calls a checkout, both well for two hours
            bell.driver.createInputTopic("tocsin.config.v1", new StringSerializer(), new ByteArraySerializer())
                    .pipeInput("DependencyMap/default/shop", """
                            {"kind": "DependencyMap", "name": "shop", "namespace": "default",
                             "spec": {"calls": {"gateway": ["checkout", "mailer"]}}}
                            """.getBytes(StandardCharsets.UTF_8));
            live(bell, Duration.ofHours(2), 0.1, 0.001);

            // When the checkout gets slow and fails, and the gateway with it
            live(bell, Duration.ofMinutes(8), 1.5, 0.2);

            // Then what the gateway's incident says of its cause is the checkout, with reasons
            List<IncidentEvent> events = bell.incidents().stream()
                    .filter(event -> event.getService().equals("gateway") && !event.getHypotheses().isEmpty()).toList();
            assertThat(events).isNotEmpty();
            Hypothesis named = events.getLast().getHypotheses().getFirst();
            assertThat(named.getService()).isEqualTo("checkout");
            assertThat(named.getEvidence()).contains("unusual along gateway → checkout");

            // And people read it
            assertThat(bell.notifications().stream().filter(told -> told.getService().equals("gateway"))
                    .map(Notification::getHypotheses)).anySatisfy(
                            hypotheses -> assertThat(hypotheses)
                                    .extracting(Hypothesis::getService).first().isEqualTo("checkout"));
        }
    }

    /** The gateway waits for the checkout; the mailer has nothing to do with it. */
    private void live(Driven bell, Duration length, double latency, double errors) {
        Instant end = now.plus(length);
        while (now.isBefore(end)) {
            bell.sample("checkout", now, metrics(latency, errors));
            bell.sample("gateway", now, metrics(latency + 0.1, errors));
            bell.sample("mailer", now, metrics(0.1, 0.001));
            now = now.plus(STEP);
            bell.driver.advanceWallClockTime(STEP);
        }
    }

    private Map<String, Double> metrics(double latency, double errors) {
        return Map.of("latency_p99_seconds", noisy(latency), "error_ratio", noisy(errors), "cpu_utilization",
                noisy(0.3), "requests_per_second", noisy(50));
    }

    private double noisy(double value) {
        return value * (1 + 0.05 * noise.nextGaussian());
    }
}
