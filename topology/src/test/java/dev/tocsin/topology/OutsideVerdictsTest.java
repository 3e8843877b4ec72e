package dev.tocsin.topology;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.Direction;
import dev.tocsin.schemas.v1.Level;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.Transition;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.limits.TelemetryLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Verdicts of models outside, from their topic to ours. */
class OutsideVerdictsTest {

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final String OUTCOMES = "tocsin_outside_verdicts";

    @TempDir
    Path state;

    private final Random random = new Random(5);
    private Instant now = Driven.START;

    @Test
    void aMemberIsJoinedWithOurVerdictOfTheSameWindow() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a service that is judged, and listens
            listen(bell, "member");
            live(bell, Duration.ofMinutes(130));
            bell.verdicts();
            // When the model finds the window under way strange, in time
            say(bell, verdict(now.plus(WINDOW), 1e-9).setMetrics(Map.of("latency_p99_seconds",
                    new MetricReading(0.1, 0.05, 9.0, Direction.up, 0.6, Level.anomalous))).build());
            live(bell, Duration.ofMinutes(4));
            // Then one window has both, once
            List<WindowVerdict> verdicts = bell.verdicts();
            assertThat(verdicts).filteredOn(verdict -> verdict.getProfile().contains("+")).singleElement()
                    .satisfies(joined -> {
                        assertThat(joined.getProfile()).isEqualTo("listens@1+lstm@3");
                        assertThat(joined.getPValue()).isCloseTo(2e-9, within(1e-10));
                        assertThat(joined.getScore()).isCloseTo(8.7, within(0.01));
                        assertThat(joined.getAnomalous()).isTrue();
                        assertThat(joined.getMetrics().get("outside.lstm").getLevel()).isEqualTo(Level.anomalous);
                        assertThat(joined.getMetrics().get("outside.lstm").getShare()).isCloseTo(0.4, within(0.01));
                        assertThat(joined.getMetrics().values().stream().mapToDouble(MetricReading::getShare).sum())
                                .isCloseTo(1, within(1e-9));
                    });
            assertThat(verdicts).extracting(WindowVerdict::getWindowEnd).doesNotHaveDuplicates().isSorted();
            assertThat(bell.counted(OUTCOMES, "joined")).isEqualTo(1);
        }
    }

    @Test
    void aMemberThatComesAfterItsWindowCountsInTheNextOneUntilItIsTooOld() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given
            listen(bell, "member");
            live(bell, Duration.ofMinutes(130));
            bell.verdicts();
            // When one is two windows late, another half an hour, a third one older than what was used
            say(bell, verdict(now.minus(WINDOW.multipliedBy(2)), 1e-9).build());
            live(bell, Duration.ofMinutes(3));
            say(bell, verdict(now.minus(Duration.ofMinutes(30)), 1e-9).build());
            say(bell, verdict(now.plus(Duration.ofHours(1)), 1e-9).build());
            live(bell, Duration.ofMinutes(3));
            // Then
            assertThat(bell.verdicts()).filteredOn(verdict -> verdict.getProfile().contains("+")).hasSize(1);
            assertThat(bell.counted(OUTCOMES, "joined_late")).isEqualTo(1);
            assertThat(bell.counted(OUTCOMES, "out_of_order")).isEqualTo(1);
            assertThat(bell.counted(OUTCOMES, "clock_ahead")).isEqualTo(1);
            assertThat(bell.deadLetters().readKeyValuesToList()).hasSize(1);
        }
    }

    @Test
    void aModelThatStandsAloneSpeaksForAServiceWithoutTelemetryAndOpensAnIncident() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a rule on what the model says, a profile that listens, and another service that has telemetry
            document(bell, "Signals/*/outside", """
                    {"kind": "Signals", "name": "outside",
                     "spec": {"model_alarm": {"metric": "outside.*", "level": "anomalous"}}}""");
            document(bell, "EscalationRule/*/model", """
                    {"kind": "EscalationRule", "name": "model",
                     "spec": {"match": {"signal": "model_alarm", "tier": "notify"}}}""");
            listen(bell, "alone", "books");
            live(bell, Duration.ofMinutes(5));
            bell.verdicts();
            // When
            say(bell, verdict(now.minus(WINDOW), 0.3).setService("books").build());
            say(bell, verdict(now, 1e-6).setService("books").build());
            say(bell, verdict(now, 1e-6).setService("books").build());
            live(bell, Duration.ofMinutes(2));
            // Then
            List<WindowVerdict> told = bell.verdicts().stream().filter(verdict -> "books".equals(verdict.getService()))
                    .toList();
            assertThat(told).extracting(WindowVerdict::getAnomalous).containsExactly(false, true);
            assertThat(told).extracting(WindowVerdict::getProfile).containsOnly("lstm@3");
            assertThat(told).extracting(WindowVerdict::getPhase).containsOnly(Phase.mature);
            assertThat(bell.incidents()).filteredOn(event -> event.getTransition() == Transition.opened)
                    .singleElement().satisfies(event -> assertThat(event.getService()).isEqualTo("books"));
            assertThat(bell.counted(OUTCOMES, "told_alone")).isEqualTo(2);
            assertThat(bell.counted(OUTCOMES, "out_of_order")).isEqualTo(1);
        }
    }

    @Test
    void aModelThatStandsAloneReplacesOurVerdicts() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            listen(bell, "alone");
            live(bell, Duration.ofMinutes(5));
            say(bell, verdict(now.minus(Duration.ofHours(2)), 0.5).build());
            say(bell, verdict(now.minus(Duration.ofHours(25)), 0.5).build());

            assertThat(bell.verdicts()).extracting(WindowVerdict::getProfile).containsExactly("lstm@3");
            assertThat(bell.counted(OUTCOMES, "ours_replaced")).isGreaterThan(2);
        }
    }

    @Test
    void servicesThatOnlyAModelSpeaksOfAreLimitedAndNamed() {
        ServiceLimits few = new ServiceLimits(new TelemetryLimits(10, 2, 40, 100), Duration.ofMinutes(2));
        try (Driven bell = new Driven(state, InputLag.NONE, UnaryOperator.identity(), few)) {
            // Given a service with telemetry, one that is spoken of every window, and a profile that listens
            listen(bell, "alone", "batch*");
            for (int window = 0; window < 4; window++) {
                live(bell, WINDOW);
                say(bell, verdict(now, 0.5).setService("batch").build());
            }
            // When a job writes an id for a name, and so does another that isn't asked
            for (int id = 0; id < 500; id++) {
                say(bell, verdict(now, 0.5).setService("batch-" + id).build());
                say(bell, verdict(now, 0.5).setService("other-" + id).build());
            }
            live(bell, Duration.ofMinutes(3));
            // Then
            assertThat(few.services()).isEqualTo(10);
            assertThat(few.knows(new ServiceId("default", "batch"))).isTrue();
            assertThat(few.knows(new ServiceId("default", "checkout"))).isTrue();
            assertThat(bell.counted(OUTCOMES, "told_alone")).isEqualTo(4 + 8);
            assertThat(bell.counted(OUTCOMES, "service_limit")).isEqualTo(500 - 8);
            assertThat(bell.counted(OUTCOMES, "unasked")).isEqualTo(500);
            assertThat(few.refused().get("default").examples()).allSatisfy(
                    name -> assertThat(name).startsWith("default/batch-"));
            assertThat(bell.meters.get("tocsin_services_refused").tag("namespace", "default").counter().count())
                    .isEqualTo(500 - 8);
        }
    }

    @Test
    void aServiceThatWasSpokenOfOnceGivesWayToAnother() {
        ServiceLimits few = new ServiceLimits(new TelemetryLimits(2, 2, 40, 100), Duration.ofMinutes(2));
        try (Driven bell = new Driven(state, InputLag.NONE, UnaryOperator.identity(), few)) {
            // Given one place beside the service that has telemetry
            listen(bell, "alone", "batch-*");
            live(bell, Duration.ofMinutes(4));
            say(bell, verdict(now, 0.5).setService("batch-once").build());
            live(bell, Duration.ofMinutes(4));
            // When
            say(bell, verdict(now, 0.5).setService("batch-new").build());
            live(bell, Duration.ofMinutes(2));
            // Then
            assertThat(few.knows(new ServiceId("default", "batch-new"))).isTrue();
            assertThat(few.knows(new ServiceId("default", "batch-once"))).isFalse();
            assertThat(bell.counted(OUTCOMES, "service_crowded_out")).isEqualTo(1);
            assertThat(bell.incidents()).isEmpty();
        }
    }

    @Test
    void aServiceWhoseModelFallsSilentIsGoneAfterTwiceTheTimeItsVerdictsMayBeLate() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given
            document(bell, "DetectorProfile/*/listens", """
                    {"kind": "DetectorProfile", "name": "listens", "spec": {"match": {"service": "books"},
                     "outside": {"model": "lstm", "use": "alone", "late": "45m"}}}""");
            live(bell, Duration.ofMinutes(2));
            say(bell, verdict(now, 0.5).setService("books").build());
            // When
            live(bell, Duration.ofMinutes(85));
            boolean known = bell.limits.knows(new ServiceId("default", "books"));
            live(bell, Duration.ofMinutes(10));
            // Then
            assertThat(known).isTrue();
            assertThat(bell.limits.knows(new ServiceId("default", "books"))).isFalse();
            assertThat(bell.counted(OUTCOMES, "service_gone")).isEqualTo(1);
            assertThat(bell.incidents()).hasSize(2).allSatisfy(event -> {
                assertThat(event.getService()).isEqualTo("books");
                assertThat(event.getRule()).isEqualTo("service-gone");
            });
        }
    }

    @Test
    void whatNobodyAskedForOrCannotBeUsedHasANamedOutcome() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            live(bell, Duration.ofMinutes(2));
            say(bell, verdict(now, 0.5).build());
            listen(bell, "member");
            say(bell, verdict(now, 0.5).setModel("arima@1").build());
            say(bell, verdict(now, 0.5).setService("unmeasured").build());
            say(bell, verdict(now, Double.NaN).build());
            say(bell, verdict(now, 0).build());
            say(bell, verdict(now, 0.5).setWindowStart(now).build());
            say(bell, verdict(now, 0.5).setModel(" ").build());
            say(bell,
                    verdict(now, 0.5)
                            .setMetrics(Map.of("a", new MetricReading(1.0, 1.0, 1.0, Direction.up, 2.0, Level.normal)))
                            .build());
            bytes(bell, "default/checkout", new byte[]{'{', '}'});
            bytes(bell, "default/other", framed(bell, verdict(now, 0.5).build()));
            bytes(bell, "default/checkout", framed(bell, verdict(now, 0.5).setService("").build()));

            for (String outcome : List.of("unasked", "other_model", "no_telemetry", "unusable_window", "unusable_model",
                    "unusable_metrics", "key_mismatch", "unusable_service")) {
                assertThat(bell.counted(OUTCOMES, outcome)).as(outcome).isEqualTo(1);
            }
            assertThat(bell.counted(OUTCOMES, "unusable_p_value")).isEqualTo(2);
            assertThat(bell.deadLetters().readKeyValuesToList()).hasSize(8);
        }
    }

    private static OutsideVerdict.Builder verdict(Instant end, double pValue) {
        Instant aligned = Instant.ofEpochSecond(end.getEpochSecond() / 60 * 60);
        return OutsideVerdict.newBuilder().setService("checkout").setWindowStart(aligned.minus(WINDOW))
                .setWindowEnd(aligned).setModel("lstm@3").setPValue(pValue);
    }

    private void say(Driven bell, OutsideVerdict verdict) {
        bytes(bell, verdict.getNamespace() + "/" + verdict.getService(), framed(bell, verdict));
    }

    private void bytes(Driven bell, String key, byte[] value) {
        bell.driver.createInputTopic(bell.topics.outsideVerdicts().name(), new StringSerializer(),
                new ByteArraySerializer()).pipeInput(new TestRecord<>(key, value, now));
    }

    private static byte[] framed(Driven bell, OutsideVerdict verdict) {
        return AvroSerde.of(bell.registry, SerdeSettings.standard(), OutsideVerdict.class).serializer()
                .serialize(bell.topics.outsideVerdicts().name(), verdict);
    }

    private static void listen(Driven bell, String use) {
        listen(bell, use, "*");
    }

    private static void listen(Driven bell, String use, String service) {
        document(bell, "DetectorProfile/*/listens", """
                {"kind": "DetectorProfile", "name": "listens", "spec": {"match": {"service": "%s"},
                 "outside": {"model": "lstm*", "use": "%s"}}}""".formatted(service, use));
    }

    private static void document(Driven bell, String key, @Nullable String json) {
        bell.driver.createInputTopic(bell.topics.config().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, json == null ? null : json.getBytes(StandardCharsets.UTF_8), Driven.START);
    }

    private void live(Driven bell, Duration length) {
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plus(STEP)) {
            bell.sample("checkout", now, Map.of("latency_p99_seconds", noisy(0.1), "error_ratio", noisy(0.001)));
            bell.driver.advanceWallClockTime(STEP);
        }
    }

    private double noisy(double value) {
        return value * (1 + 0.05 * random.nextGaussian());
    }
}
