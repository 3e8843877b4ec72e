package dev.tocsin.app.whole;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.app.Tocsin;
import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.whole.Telemetry.Mood;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Outcome;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

/** A cascade that comes and goes, from the telemetry topic to everybody who is told. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@TestInstance(Lifecycle.PER_CLASS)
class TelemetryToPageIT {

    private static final String RULE = "cascading-failure";
    private static final int NORMAL_WINDOWS = 75;

    private Stand stand;
    private Service service;
    private Path state;
    private Path settings;
    private String incident;
    private String acknowledged;
    private String marked;

    @BeforeAll
    void aCascadeComesAndGoes(@TempDir Path folder) throws IOException {
        // Given a service that has been well for a while
        stand = new Stand(folder.resolve("broker")).withRegistry();
        state = folder.resolve("state");
        service = Service.start(Settings.of("test", stand.settings(state)));
        Telemetry checkout = Telemetry.writtenNow(stand, "checkout", Instant.now().minus(Duration.ofMinutes(30)))
                .send(Mood.WELL, NORMAL_WINDOWS);

        // When latency rises, then errors, then CPU, and all recovers
        checkout.send(Mood.SLOW, 6).send(Mood.FAILING, 6);
        Stand.await().until(() -> !stand.cards().isEmpty());
        checkout.send(Mood.SATURATED, 8);
        Stand.await().until(() -> !stand.pages().isEmpty() && stand.cards().getFirst().path("text").asText()
                .contains("PAGE"));
        incident = stand.pages().getFirst().path("dedup_key").asText();
        settings = Files.writeString(folder.resolve("tocsin.yaml"), "brokers: " + stand.bootstrapServers()
                + "\nschema.registry.url: " + stand.settings(state).get("schema.registry.url") + "\n");

        // When somebody takes it on, all recovers, and somebody says that it was no alarm
        acknowledged = command("ack", incident, "--by", "ada");
        checkout.send(Mood.WELL, 60);
        Stand.await().until(() -> status(stand.pages()).equals(List.of("resolved"))
                && stand.cards().getFirst().path("text").asText().contains("RESOLVED"));
        marked = command("mark", incident, "false-alarm", "--by", "ada");
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
        if (stand != null) {
            stand.close();
        }
    }

    @Test
    void pagerDutyHasOneIncidentTriggeredOnceAndResolvedOnce() {
        assertThat(incident).startsWith(RULE + "/default/checkout/");
        assertThat(stand.pages()).singleElement().satisfies(page -> {
            assertThat(page.path("severity").asText()).isEqualTo("critical");
            assertThat(page.path("log").valueStream().map(JsonNode::asText)).hasSize(3)
                    .satisfiesExactly(first -> assertThat(first).startsWith("triggered:"),
                            then -> assertThat(then).startsWith("acknowledged"),
                            last -> assertThat(last).isEqualTo("resolved"));
        });
    }

    @Test
    void slackHasOneCardThatWasUpdatedInPlace() {
        assertThat(stand.cards()).singleElement().satisfies(card -> {
            assertThat(card.path("updates").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(card.path("history").path(0).asText()).contains("checkout").doesNotContain("PAGE");
            assertThat(card.path("text").asText()).contains("RESOLVED");
        });
    }

    @Test
    void theDigestHasEachStepOfTheClimb() {
        Stand.await().untilAsserted(() -> assertThat(
                stand.read(Stand.TOPICS.digest(), DigestEntry.class).stream().filter(line -> line.getIncident()
                        .equals(incident)))
                .extracting(DigestEntry::getTier).startsWith(Tier.digest, Tier.notify, Tier.page));
    }

    @Test
    void rulesAndDashboardsAskForWhatIsExported() throws IOException {
        // Given what is counted only when something is wrong, a document comes or history is read
        Set<String> seldom = Set.of("tocsin_states_refused_total", "tocsin_models_refused_total",
                "tocsin_config_documents_total", "tocsin_escalation_total");
        // When
        Set<String> exported = new Endpoints(service.httpPort()).text("/metrics").lines()
                .filter(line -> !line.startsWith("#")).map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        // Then
        assertThat(AskedMetrics.names()).hasSizeGreaterThan(15).allSatisfy(
                name -> assertThat(seldom.contains(name) || exported.contains(name)).as(name).isTrue());
    }

    @Test
    void theLedgerSaysWhoWasToldWhat() {
        Stand.await().untilAsserted(() -> {
            List<Delivery> delivered = stand.read(Stand.TOPICS.deliveries(), Delivery.class).stream()
                    .filter(line -> line.getIncident().equals(incident) && line.getOutcome() == Outcome.delivered)
                    .toList();
            for (String receiver : List.of("pagerduty", "slack", "digest")) {
                assertThat(delivered.stream().filter(line -> line.getReceiver().equals(receiver))
                        .sorted(Comparator.comparing(Delivery::getAt)))
                        .extracting(Delivery::getSequence).hasSizeGreaterThanOrEqualTo(2).isSorted()
                        .doesNotHaveDuplicates();
            }
        });
    }

    @Test
    void oneIncidentClimbsThroughTheTiersAndItsNotificationsAreNumbered() {
        List<IncidentEvent> events = stand.read(Stand.TOPICS.incidents(), IncidentEvent.class).stream()
                .filter(event -> event.getRule().equals(RULE)).toList();
        List<Notification> told = stand.read(Stand.TOPICS.notifications(), Notification.class).stream()
                .filter(notification -> notification.getRule().equals(RULE)).toList();

        assertThat(events).extracting(IncidentEvent::getIncident).containsOnly(incident);
        assertThat(events).extracting(IncidentEvent::getTransition)
                .startsWith(Transition.opened, Transition.escalated, Transition.escalated)
                .endsWith(Transition.resolved);
        assertThat(told).extracting(Notification::getIncident).containsOnly(incident);
        assertThat(told).extracting(Notification::getSequence)
                .isEqualTo(LongStream.rangeClosed(1, told.size()).boxed().toList());
    }

    @Test
    void everyWindowIsJudgedOnceAndSaysWhenItIsWarmingUp() {
        List<WindowVerdict> verdicts = stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class);

        assertThat(verdicts).hasSizeGreaterThan(NORMAL_WINDOWS);
        assertThat(verdicts).extracting(WindowVerdict::getWindowStart).isSorted().doesNotHaveDuplicates();
        assertThat(verdicts.getFirst().getPhase()).isEqualTo(Phase.warming_up);
        assertThat(verdicts.get(NORMAL_WINDOWS).getPhase()).isEqualTo(Phase.mature);
    }

    @Test
    void everyTopicIsAvroThatAClientWithoutAnyKnowledgeReads() {
        Topics topics = Stand.TOPICS;
        Stream.of(topics.telemetry(), topics.verdicts(), topics.incidents(), topics.notifications(),
                topics.deliveries(), topics.receiverState(), topics.digest())
                .forEach(topic -> assertThat(stand.read(topic, SpecificRecord.class)).as(topic.name()).isNotEmpty());
        assertThat(stand.records(topics.deadLetters())).isEmpty();
    }

    @Test
    void eachDeliveryIsInItsGroupByTheInstancesNameSoThatACrashDoesNotHoldItUp() throws Exception {
        String instance = Files.readString(state.resolve("instance-id")).strip();

        for (String receiver : List.of("pagerduty", "slack", "digest")) {
            assertThat(stand.members("tocsin-delivery-" + receiver)).as(receiver).containsExactly(instance);
        }
    }

    @Test
    void whatPeopleSayIsHeardByEverybodyAndByTheModel() {
        assertThat(acknowledged).startsWith("Acknowledged: " + incident);
        assertThat(marked).startsWith("Said of " + incident + ": false-alarm");
        assertThat(stand.cards().getFirst().toString()).contains("ada");
        assertThat(stand.read(Stand.TOPICS.incidents(), IncidentEvent.class))
                .filteredOn(event -> event.getTransition() == Transition.acknowledged)
                .extracting(IncidentEvent::getIncident).containsExactly(incident);
        assertThat(command("explain", "default/checkout")).contains("Nothing is open.");
        Stand.await().untilAsserted(() -> assertThat(new Endpoints(service.httpPort()).text("/metrics"))
                .contains("tocsin_feedback_effects_total{outcome=\"moved\"} 1"));
    }

    private String command(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(Stream.of(words), Stream.of("--settings", settings.toString()))
                .toArray(String[]::new);
        int exit = Tocsin.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), Map.of()).execute(all);
        assertThat(exit).as(err.toString()).isZero();
        return out.toString();
    }

    private static List<String> status(List<JsonNode> pages) {
        return pages.stream().map(page -> page.path("status").asText()).toList();
    }
}
