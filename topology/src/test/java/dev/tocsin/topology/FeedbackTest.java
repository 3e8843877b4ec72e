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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.Feedback;
import dev.tocsin.schemas.v1.FeedbackKind;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.clock.InputLag;

import static org.assertj.core.api.Assertions.assertThat;

/** What people say, from its topic to what others are told. */
class FeedbackTest {

    private static final Duration STEP = Duration.ofSeconds(15);
    private static final String RULE = """
            {"kind": "EscalationRule", "name": "slow", "spec": {"match": {"sequence": [
              {"signal": "latency_high", "tier": "page"}]}}}
            """;

    @TempDir
    Path state;

    private final Random random = new Random(7);
    private Instant now = Driven.START;

    @Test
    void anAcknowledgementIsToldToEverybodyWhoWasToldAndAResolveEndsTheIncident() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a page
            String incident = paged(bell);
            bell.notifications();
            // When somebody takes it, says so twice, and ends it
            said(bell, "default/checkout", incident, FeedbackKind.ack);
            said(bell, "default/checkout", incident, FeedbackKind.ack);
            said(bell, "default/checkout", incident, FeedbackKind.resolve);
            // Then
            assertThat(of(bell, incident)).extracting(IncidentEvent::getTransition, IncidentEvent::getReason)
                    .containsExactly(tuple(Transition.acknowledged), tuple(Transition.resolved));
            List<Notification> told = bell.notifications().stream()
                    .filter(one -> one.getIncident().equals(incident)).toList();
            assertThat(told).extracting(Notification::getTransition).containsExactly(Transition.acknowledged,
                    Transition.resolved);
            assertThat(told).allSatisfy(one -> assertThat(one.getReceivers()).contains("pagerduty", "slack"));
            assertThat(bell.counted("tocsin_feedback", "ack")).isEqualTo(2);
            assertThat(bell.counted("tocsin_feedback_effects", "acknowledged")).isEqualTo(1);
            assertThat(bell.counted("tocsin_feedback_effects", "already_acknowledged")).isEqualTo(1);
            assertThat(bell.counted("tocsin_feedback_effects", "resolved")).isEqualTo(1);
        }
    }

    @Test
    void tocsinsOwnIncidentCanBeAcknowledgedWhileItIsOpen() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given telemetry of two services that stopped
            bell.sample("payments", now, Map.of("latency_p99_seconds", 0.1));
            live(bell, Duration.ofMinutes(10), 0.1);
            bell.quiet(Duration.ofMinutes(6));
            String own = bell.incidents().stream().filter(event -> event.getRule().equals("telemetry-stopped"))
                    .map(IncidentEvent::getIncident).findFirst().orElseThrow();
            bell.notifications();
            // When somebody takes it twice, and one that never was
            saidOfTelemetry(bell, own);
            saidOfTelemetry(bell, own);
            saidOfTelemetry(bell, "telemetry-stopped/default/telemetry/7");
            // Then the switchboard tells it once
            assertThat(bell.incidents()).filteredOn(event -> event.getRule().equals("telemetry-stopped"))
                    .singleElement().satisfies(event -> {
                        assertThat(event.getTransition()).isEqualTo(Transition.acknowledged);
                        assertThat(event.getTier()).isEqualTo(Tier.page);
                        assertThat(event.getReason()).isEqualTo("by alice: on it");
                    });
            assertThat(bell.notifications()).singleElement()
                    .satisfies(told -> assertThat(told.getReceivers()).contains("pagerduty", "slack"));
            assertThat(bell.counted("tocsin_feedback_effects", "passed_on")).isEqualTo(3);
            assertThat(bell.counted("tocsin_incident_transitions", "acknowledged")).isZero();
        }
    }

    @Test
    void whatCannotBeHeardIsNamed() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // When
            said(bell, "default/checkout", "slow/default/checkout/7", FeedbackKind.ack);
            said(bell, "default/checkout", "slow/default/payments/7", FeedbackKind.resolve);
            said(bell, "default/checkout", null, FeedbackKind.resolve);
            said(bell, "default/payments", "slow/default/payments/7", FeedbackKind.ack);
            said(bell, "default/checkout", null, FeedbackKind.unknown);
            said(bell, "default/checkout", "", FeedbackKind.ack);
            bell.driver.createInputTopic(bell.topics.feedback().name(), new StringSerializer(),
                    new ByteArraySerializer()).pipeInput(new TestRecord<>("default/checkout", new byte[]{7}, now));
            // Then
            assertThat(bell.counted("tocsin_feedback_effects", "unknown_incident")).isEqualTo(1);
            assertThat(bell.counted("tocsin_feedback_effects", "wrong_service")).isEqualTo(1);
            assertThat(bell.counted("tocsin_feedback_effects", "nothing_open")).isEqualTo(1);
            assertThat(bell.deadLetters().readRecordsToList()).extracting(
                    letter -> new String(letter.headers().lastHeader("tocsin.cause").value(), StandardCharsets.UTF_8))
                    .containsExactly("key_mismatch", "unknown_kind", "unusable_service", "not_framed");
        }
    }

    @Test
    void aMarkMovesTheServicesOwnThresholdOnceAndTheOtherMarkTakesItBack() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a page
            String incident = paged(bell);
            // When it is called false twice
            said(bell, "default/checkout", incident, FeedbackKind.false_alarm);
            said(bell, "default/checkout", incident, FeedbackKind.false_alarm);
            live(bell, Duration.ofMinutes(3), 0.1);
            WindowVerdict quieter = bell.verdicts().getLast();
            // And then useful
            said(bell, "default/checkout", incident, FeedbackKind.useful);
            live(bell, Duration.ofMinutes(3), 0.1);
            // Then the verdicts say so, and from which score on the service alarms
            assertThat(quieter.getShift()).isBetween(0.09, 0.1);
            assertThat(quieter.getAlarmFrom()).isPositive();
            assertThat(bell.verdicts().getLast().getShift()).isBetween(-0.001, 0.001);
            assertThat(bell.counted("tocsin_feedback_effects", "moved")).isEqualTo(1);
            assertThat(bell.counted("tocsin_feedback_effects", "said_before")).isEqualTo(1);
            assertThat(bell.counted("tocsin_feedback_effects", "taken_back")).isEqualTo(1);
        }
    }

    @Test
    void marksThatCannotBeHeardAreNamedAndNormalNowIsLearnedAtOnce() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a service that has been at another level for a few windows
            said(bell, "default/checkout", null, FeedbackKind.normal_now);
            live(bell, Duration.ofHours(2), 0.1);
            said(bell, "default/checkout", null, FeedbackKind.useful);
            said(bell, "default/checkout", "slow/default/payments/7", FeedbackKind.useful);
            live(bell, Duration.ofMinutes(4), 0.4);
            assertThat(bell.verdicts().getLast().getMetrics().get("latency_p99_seconds").getExpected())
                    .isLessThan(0.2);
            // When that is said to be normal
            said(bell, "default/checkout", null, FeedbackKind.normal_now);
            live(bell, Duration.ofMinutes(4), 0.4);
            // Then it is what is expected
            assertThat(bell.verdicts().getLast().getMetrics().get("latency_p99_seconds").getExpected())
                    .isBetween(0.35, 0.45);
            assertThat(bell.counted("tocsin_feedback_effects", "no_model")).isEqualTo(1);
            assertThat(bell.counted("tocsin_feedback_effects", "no_incident")).isEqualTo(1);
            assertThat(bell.counted("tocsin_feedback_effects", "wrong_service")).isEqualTo(1);
            assertThat(bell.counted("tocsin_feedback_effects", "relearning")).isEqualTo(1);
        }
    }

    private String paged(Driven bell) {
        bell.driver.createInputTopic(bell.topics.config().name(), new StringSerializer(), new StringSerializer())
                .pipeInput("EscalationRule/*/slow", RULE);
        live(bell, Duration.ofHours(2), 0.1);
        live(bell, Duration.ofMinutes(4), 1.5);
        return bell.incidents().stream().filter(event -> event.getRule().equals("slow")).map(IncidentEvent::getIncident)
                .findFirst().orElseThrow();
    }

    private static List<IncidentEvent> of(Driven bell, String incident) {
        return bell.incidents().stream().filter(event -> event.getIncident().equals(incident)).toList();
    }

    private static org.assertj.core.groups.Tuple tuple(Transition transition) {
        return org.assertj.core.api.Assertions.tuple(transition, "by alice: on it");
    }

    private void said(Driven bell, String key, @Nullable String incident, FeedbackKind kind) {
        said(bell, key, new Feedback("default", "checkout", incident, kind, now, "alice", "on it"));
    }

    private void saidOfTelemetry(Driven bell, String incident) {
        said(bell, "default/telemetry",
                new Feedback("default", "telemetry", incident, FeedbackKind.ack, now, "alice", "on it"));
    }

    private void said(Driven bell, String key, Feedback record) {
        byte[] framed = AvroSerde.of(bell.registry, SerdeSettings.standard(), Feedback.class).serializer()
                .serialize(bell.topics.feedback().name(), record);
        bell.driver.createInputTopic(bell.topics.feedback().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, framed, now));
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
