package dev.tocsin.topology;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.NeighbourNews;
import dev.tocsin.schemas.v1.SignalStanding;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.wire.Neighbours;

import static org.assertj.core.api.Assertions.assertThat;

/** What services tell those around them over the topic of neighbours, and rules that ask for it. */
class NeighboursTest {

    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ServiceId CHECKOUT = new ServiceId("default", "checkout");
    private static final ServiceId INVENTORY = new ServiceId("default", "inventory");
    private static final int ELSEWHERE = 7;

    @TempDir
    Path state;

    private final Random noise = new Random(5);
    private Instant now = Driven.START;

    @Test
    void aCalleesErrorsAndThenLatencyAreOneIncidentOfTheCaller() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a checkout that calls an inventory, both well for two hours, and a rule of both
            documents(bell);
            live(bell, Duration.ofHours(2), 0.1, 0.001);
            // When the inventory fails, and a while later the checkout gets slow
            live(bell, MINUTE.multipliedBy(2), 0.1, 0.3);
            live(bell, MINUTE.multipliedBy(4), 1.5, 0.3);
            // Then
            IncidentEvent opened = cascade(bell).getFirst();
            assertThat(opened.getService()).isEqualTo("checkout");
            assertThat(opened.getSteps()).extracting(MatchedStep::getService).containsExactly("inventory", "checkout");
            assertThat(opened.getReason()).contains("; map ");
            assertThat(bell.counted("tocsin_neighbours", "late")).isZero();
            assertThat(told(bell)).extracting(NeighbourNews::getNews).filteredOn(news -> news != null)
                    .extracting(news -> news.getFromService() + " " + news.getSignal() + " " + news.getStanding())
                    .contains("inventory errors_up " + SignalStanding.began);
        }
    }

    @Test
    void whereNoMapSaysWhoCallsWhomNothingIsTold() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // When
            live(bell, Duration.ofHours(1), 0.1, 0.001);
            live(bell, MINUTE.multipliedBy(3), 1.5, 0.3);
            // Then
            assertThat(told(bell)).isEmpty();
        }
    }

    @Test
    void aTaskThatIsBehindIsWaitedForSoThatEventTimeDecides() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a task that judges the inventory and is always four minutes behind, and a checkout that gets slow
            documents(bell);
            checkout(bell, Duration.ofHours(2), 0.1);
            Instant fault = now;
            for (int step = 0; step < 14; step++) {
                toldUntil(bell, now.minus(MINUTE.multipliedBy(4)));
                checkout(bell, STEP, step < 12 ? 1.5 : 0.1);
            }
            assertThat(cascade(bell)).isEmpty();
            // When it tells that the inventory failed before that, and not after
            news(bell, News.Standing.BEGAN, fault);
            news(bell, News.Standing.CEASED, fault.plus(MINUTE.multipliedBy(2)));
            toldUntil(bell, now.plus(MINUTE));
            checkout(bell, MINUTE.multipliedBy(2), 0.1);
            // Then each is in its place
            IncidentEvent opened = cascade(bell).getFirst();
            assertThat(opened.getAt()).isBeforeOrEqualTo(fault.plus(MINUTE.multipliedBy(2)));
            assertThat(opened.getSteps()).extracting(MatchedStep::getAt).containsExactly(fault, opened.getAt());
            assertThat(bell.counted("tocsin_neighbours", "late")).isZero();
        }
    }

    @Test
    void aTaskThatHasFallenSilentIsNotWaitedFor() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given an inventory that fails, and whose task then stands still
            documents(bell);
            checkout(bell, Duration.ofHours(2), 0.1);
            news(bell, News.Standing.BEGAN, now);
            toldUntil(bell, now);
            // When the checkout gets slow
            checkout(bell, MINUTE.multipliedBy(4), 1.5);
            // Then
            assertThat(cascade(bell)).isNotEmpty();
        }
    }

    @Test
    void newsOfAServiceThatNobodyKnowsOrThatCannotBeReadIsCountedAndDropped() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given
            documents(bell);
            // When
            news(bell, News.Standing.BEGAN, now);
            pipe(bell, "default/other", Neighbours.toRecord(ELSEWHERE, now, inventory(News.Standing.BEGAN, now)));
            // Then
            assertThat(bell.counted("tocsin_neighbours", "unknown_service")).isEqualTo(1);
            assertThat(bell.counted("tocsin_neighbours", "key_mismatch")).isEqualTo(1);
            assertThat(bell.deadLetters().readValuesToList()).hasSize(1);
        }
    }

    private static void documents(Driven bell) {
        document(bell, "DependencyMap/default/shop", """
                {"kind": "DependencyMap", "name": "shop", "namespace": "default",
                 "spec": {"calls": {"checkout": ["inventory"]}}}
                """);
        document(bell, "EscalationRule/*/dependency-cascade", """
                {"kind": "EscalationRule", "name": "dependency-cascade", "spec": {"match": {"sequence": [
                  {"signal": "errors_up", "as": "cause", "where": {"callee_of": "victim"}, "tier": "digest"},
                  {"signal": "latency_high", "as": "victim", "within": "5m", "tier": "notify"}]}, "within": "10m"}}
                """);
    }

    private static void document(Driven bell, String key, String json) {
        bell.driver.createInputTopic(bell.topics.config().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<IncidentEvent> cascade(Driven bell) {
        return bell.incidents().stream().filter(event -> event.getRule().equals("dependency-cascade")).toList();
    }

    private static List<NeighbourNews> told(Driven bell) {
        return bell.driver.createOutputTopic(bell.topics.neighbours().name(), new StringDeserializer(),
                AvroSerde.of(bell.registry, SerdeSettings.standard(), NeighbourNews.class).deserializer())
                .readValuesToList();
    }

    private void news(Driven bell, News.Standing standing, Instant at) {
        pipe(bell, CHECKOUT.toString(), Neighbours.toRecord(ELSEWHERE, now, inventory(standing, at)));
    }

    private static News inventory(News.Standing standing, Instant at) {
        return new News(CHECKOUT, INVENTORY, "errors_up", at, standing, "error_ratio", 0.3, 0.001, 4);
    }

    private void toldUntil(Driven bell, Instant until) {
        pipe(bell, "time", Neighbours.toRecord(ELSEWHERE, until));
    }

    private void pipe(Driven bell, String key, NeighbourNews record) {
        String topic = bell.topics.neighbours().name();
        byte[] framed = AvroSerde.of(bell.registry, SerdeSettings.standard(), NeighbourNews.class).serializer()
                .serialize(topic, record);
        bell.driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, framed, now));
    }

    private void live(Driven bell, Duration length, double latency, double errors) {
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plus(STEP)) {
            bell.sample("checkout", now, metrics(latency, 0.001));
            bell.sample("inventory", now, metrics(0.1, errors));
            bell.driver.advanceWallClockTime(STEP);
        }
    }

    private void checkout(Driven bell, Duration length, double latency) {
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plus(STEP)) {
            bell.sample("checkout", now, metrics(latency, 0.001));
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
