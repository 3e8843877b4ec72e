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
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.ChangeKind;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.topology.clock.InputLag;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes of the topic, and what escalation makes of them. */
class ChangesTest {

    private static final Duration STEP = Duration.ofSeconds(15);
    private static final String RULE = """
            {"kind": "EscalationRule", "name": "slow-deploy", "spec": {"match": {"sequence": [
              {"signal": "deployed"}, {"signal": "latency_high", "within": "10m", "tier": "notify"}]}}}
            """;

    @TempDir
    Path state;

    private final Random random = new Random(7);
    private Instant now = Driven.START;

    @Test
    void aDeployFollowedByLatencyIsOneIncidentWithTheDeployAsItsFirstStep() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a rule of deploys, and a service that is well
            rule(bell);
            live(bell, Duration.ofHours(2), 0.1);
            Instant deploy = now.plusSeconds(5);
            // When it is deployed, which is told before the window around it has closed, and gets slow
            change(bell, "default/checkout", deploy, now, ChangeKind.deploy);
            live(bell, Duration.ofMinutes(4), 1.5);
            // Then
            List<IncidentEvent> events = of(bell, "slow-deploy");
            assertThat(events).isNotEmpty();
            assertThat(events.getFirst().getTier()).isEqualTo(Tier.notify);
            assertThat(events.getFirst().getSteps()).extracting(MatchedStep::getSignal).containsExactly("deployed",
                    "latency_high");
            assertThat(events.getFirst().getSteps().getFirst().getAt()).isEqualTo(deploy);
            assertThat(bell.counted("tocsin_changes", "deploy")).isEqualTo(1);
        }
    }

    @Test
    void aDeployThatComesAfterTheLatencyInEventTimeIsNotItsCauseThoughItWasToldFirst() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given
            rule(bell);
            live(bell, Duration.ofHours(2), 0.1);
            // When a deploy is announced for a time that no window has reached, and latency comes and goes before it
            change(bell, "default/checkout", now.plus(Duration.ofMinutes(9)), now, ChangeKind.deploy);
            live(bell, Duration.ofMinutes(2), 1.5);
            live(bell, Duration.ofMinutes(12), 0.1);
            // Then
            assertThat(of(bell, "slow-deploy")).isEmpty();
        }
    }

    @Test
    void whatCannotBeUsedIsADeadLetterWithItsCause() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // When
            change(bell, "default/other", now, now, ChangeKind.deploy);
            change(bell, "default/checkout", now, now, ChangeKind.unknown);
            change(bell, "default/checkout", now.plus(Duration.ofDays(1)), now, ChangeKind.deploy);
            bell.driver
                    .createInputTopic(bell.topics.changes().name(), new StringSerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>("default/checkout", new byte[]{7}, now));
            // Then
            assertThat(bell.deadLetters().readRecordsToList()).extracting(
                    letter -> new String(letter.headers().lastHeader("tocsin.cause").value(), StandardCharsets.UTF_8))
                    .containsExactly("key_mismatch", "unknown_kind", "clock_ahead", "not_framed");
            assertThat(bell.counted("tocsin_changes", "key_mismatch")).isEqualTo(1);
        }
    }

    private static void rule(Driven bell) {
        bell.driver.createInputTopic(bell.topics.config().name(), new StringSerializer(), new StringSerializer())
                .pipeInput("EscalationRule/*/slow-deploy", RULE);
    }

    private static List<IncidentEvent> of(Driven bell, String rule) {
        return bell.incidents().stream().filter(event -> event.getRule().equals(rule)).toList();
    }

    private static void change(Driven bell, String key, Instant at, Instant recorded, ChangeKind kind) {
        var event = new ChangeEvent("default", "checkout", at, kind, "v42", "");
        byte[] framed = AvroSerde.of(bell.registry, SerdeSettings.standard(), ChangeEvent.class).serializer()
                .serialize(bell.topics.changes().name(), event);
        bell.driver.createInputTopic(bell.topics.changes().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, framed, recorded));
    }

    private void live(Driven bell, Duration length, double latency) {
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plus(STEP)) {
            bell.sample("checkout", now, Map.of("latency_p99_seconds", noisy(latency), "error_ratio", noisy(0.001),
                    "cpu_utilization", noisy(0.3), "requests_per_second", noisy(50)));
            bell.driver.advanceWallClockTime(STEP);
        }
    }

    private double noisy(double value) {
        return value * (1 + 0.02 * random.nextGaussian());
    }
}
