package dev.tocsin.app.demo.inbox;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.pagerduty.PagerDutyReceiver;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.notifiers.slack.SlackReceiver;
import dev.tocsin.notifiers.slack.SlackSettings;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.OrderConfidence;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Severity;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.HttpUrl;

/** The inbox, as the real receivers see it. */
class InboxTest {

    private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Inbox inbox = Inbox.open(new PrintStream(screen, true, StandardCharsets.UTF_8), 0);
    private final Receiver pagerDuty = new PagerDutyReceiver(
            PagerDutySettings.of(inbox.url(), Secret.of(Inbox.ROUTING_KEY)), JsonPost.client());
    private final Receiver slack = new SlackReceiver(new SlackSettings(HttpUrl.get(inbox.slackApi()),
            new SlackSettings.Bot(Secret.of(Inbox.BOT_TOKEN), "#alerts"), null),
            JsonPost.client(Duration.ofSeconds(2), Duration.ofMillis(800)));

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void shows_a_page_from_open_to_resolved() throws Exception {
        // When
        pagerDuty.deliver(page(1), null);
        pagerDuty.deliver(page(2), state(1, true, Told.opened()));
        pagerDuty.deliver(resolve(3), state(2, true, Told.opened()));
        // Then
        JsonNode incident = get().path("pagerduty").path(0);
        assertThat(get().path("pagerduty")).hasSize(1);
        assertThat(incident.path("dedup_key").asText()).isEqualTo("cascade/prod/checkout/1");
        assertThat(incident.path("status").asText()).isEqualTo("resolved");
        assertThat(incident.path("severity").asText()).isEqualTo("critical");
        assertThat(incident.path("log")).hasSize(3);
        assertThat(screen()).contains("🔔 PAGE (critical): checkout is slow", "latency_high on prod/checkout",
                "✅ resolved");
    }

    @Test
    void opens_a_new_incident_for_a_trigger_after_the_resolve() {
        // Given
        pagerDuty.deliver(page(1), null);
        pagerDuty.deliver(resolve(2), state(1, true, Told.opened()));
        // When
        pagerDuty.deliver(page(3), null);
        // Then
        assertThat(inbox.contents().path("pagerduty")).extracting(incident -> incident.path("status").asText())
                .containsExactly("resolved", "triggered");
    }

    @Test
    void keeps_one_card_per_incident_up_to_date() throws Exception {
        // Given
        Told posted = ((Delivered) slack.deliver(page(1), null)).told();
        // When
        Outcome outcome = slack.deliver(resolve(2), state(1, true, posted));
        // Then
        assertThat(outcome.reason()).isEqualTo(Reason.UPDATED);
        JsonNode card = get().path("slack").path(0);
        assertThat(get().path("slack")).hasSize(1);
        assertThat(card.path("channel").asText()).isEqualTo(posted.channel()).isNotEqualTo("#alerts");
        assertThat(card.path("ts").asText()).isEqualTo(posted.ts());
        assertThat(card.path("updates").asInt()).isEqualTo(1);
        assertThat(card.path("text").asText()).contains("RESOLVED");
        assertThat(card.path("history").path(0).asText()).contains("PAGE · prod/checkout");
        assertThat(screen()).contains("new card " + posted.ts(), "updated (1)");
    }

    @Test
    void takes_a_lost_card_as_slack_does() {
        // When
        Outcome outcome = slack.deliver(page(2), state(1, true, new Told(true, "C-alerts", "1.1")));
        // Then
        assertThat(outcome.reason()).isEqualTo(Reason.REPOSTED);
    }

    @Test
    void misbehaves_on_request() {
        // Given
        inbox.pagerDutyFails(new Fault.TooMany(7), 1);
        inbox.slackFails(new Fault.NotOk("internal_error"), 1);
        inbox.slackFails(new Fault.Hang(Duration.ofSeconds(2), true), 1);
        // Then
        assertThat(pagerDuty.deliver(page(1), null))
                .isInstanceOfSatisfying(Retry.class, retry -> assertThat(retry.retryAfter()).hasSeconds(7));
        assertThat(slack.deliver(page(1), null).reason()).isEqualTo(Reason.RECEIVER_FAILED_MIDWAY);
        assertThat(slack.deliver(page(1), null).reason()).isEqualTo(Reason.HUNG);
        assertThat(inbox.contents().path("slack")).hasSize(1);
        assertThat(pagerDuty.deliver(page(1), null).reason()).isEqualTo(Reason.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{}", "{\"routing_key\":\"short\",\"event_action\":\"resolve\"}",
            "{\"routing_key\":\"" + Inbox.ROUTING_KEY + "\",\"event_action\":\"resolve\"}",
            "{\"routing_key\":\"" + Inbox.ROUTING_KEY + "\",\"event_action\":\"trigger\",\"dedup_key\":\"a\","
                    + "\"payload\":{\"summary\":\"s\",\"source\":\"x\",\"severity\":\"Critical\"}}"})
    void refuses_what_pagerduty_would_refuse(String body) throws Exception {
        // When
        int status = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(inbox.url() + "/v2/enqueue"))
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString()).statusCode();
        // Then
        assertThat(status).isEqualTo(400);
        assertThat(inbox.contents().path("pagerduty")).isEmpty();
    }

    private JsonNode get() throws Exception {
        return JSON.readTree(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(inbox.url() + "/inbox")).build(), BodyHandlers.ofString())
                .body());
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    private static ReceiverState state(long sequence, boolean open, Told told) {
        return ReceiverState.newBuilder().setReceiver("any").setIncident("cascade/prod/checkout/1")
                .setSequence(sequence)
                .setOpen(open).setChannel(told.channel()).setTs(told.ts()).setUpdatedAt(OPENED).build();
    }

    private static Notification page(long sequence) {
        return notification(sequence, Action.trigger, Transition.escalated);
    }

    private static Notification resolve(long sequence) {
        return notification(sequence, Action.resolve, Transition.resolved);
    }

    private static Notification notification(long sequence, Action action, Transition transition) {
        return Notification.newBuilder().setId("cascade/prod/checkout/1#" + sequence)
                .setIncident("cascade/prod/checkout/1").setSequence(sequence).setAction(action).setTier(Tier.page)
                .setUncappedTier(Tier.page).setSeverity(Severity.critical).setReceivers(List.of("pagerduty", "slack"))
                .setRule("cascade").setNamespace("prod").setService("checkout").setTransition(transition)
                .setAt(OPENED.plusSeconds(60 * sequence)).setOpenedAt(OPENED).setSummary("checkout is slow")
                .setReason("three steps in order").setSteps(List.of(step())).setOrderConfidence(OrderConfidence.high)
                .setScore(null).setTopMetrics(List.of()).setHypotheses(List.of()).setCappedBy(null).setRunbook(null)
                .setLabels(Map.of()).setLines(List.of()).build();
    }

    private static MatchedStep step() {
        return MatchedStep.newBuilder().setSignal("latency_high").setNamespace("prod").setService("checkout")
                .setAt(OPENED).setTier(Tier.page).setMetric("p99").setObserved(812.4).setExpected(120.0)
                .setScore(null).setHopMillis(null).setSlackMillis(null).build();
    }
}
