package dev.tocsin.notifiers.pagerduty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.Seed;
import dev.tocsin.schemas.v1.Notification;

import static org.assertj.core.api.Assertions.assertThat;

class PagerDutyEventTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final PagerDutyEvent events = new PagerDutyEvent(
            PagerDutySettings.of(PagerDutySettings.EU, Secret.of("k".repeat(32))));

    @Test
    void keeps_every_limit_for_any_notification() {
        Seed.each(400, random -> {
            // Given
            Notification notification = Notifications.arbitrary(random);
            boolean open = random.nextBoolean();
            // When
            List<byte[]> all = List.of(events.full(notification, open), events.plainest(notification, open),
                    events.missed(List.of(notification, notification)));
            // Then
            all.forEach(PagerDutyEventTest::assertLegal);
        });
    }

    @Test
    void names_who_answers_for_the_service_and_what_to_read() {
        // Given
        Notification notification = Notifications.page("i/1", 1);
        notification.setTeam("shop");
        // When
        JsonNode event = read(events.full(notification, false));
        // Then
        assertThat(event.at("/payload/custom_details/team").asText()).isEqualTo("shop");
        assertThat(event.at("/links/0/href").asText()).isEqualTo("https://runbooks.example/checkout");
        assertThat(event.at("/payload/custom_details/runbook").asText())
                .isEqualTo("https://runbooks.example/checkout");
    }

    @Test
    void writes_numbers_as_people_read_them() {
        // Given
        Notification notification = Notifications.page("i/1", 1);
        notification.setScore(11.849999999999998);
        // When
        JsonNode details = read(events.full(notification, false)).at("/payload/custom_details");
        // Then
        assertThat(details.at("/sequence/1/observed").asText()).isEqualTo("12 %");
        assertThat(details.at("/sequence/1/expected").asText()).isEqualTo("0.1 %");
        assertThat(details.path("score").decimalValue()).isEqualByComparingTo("11.85");
    }

    @Test
    void drops_the_least_important_first_and_says_so() {
        // Given
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode details = event.putObject("payload").putObject("custom_details");
        details.putArray("sequence").add("latency");
        details.putArray("hypotheses").addObject().put("service", "inventory").putArray("for").add("x".repeat(5_000));
        details.putObject("labels").put("team", "y".repeat(5_000));
        // When
        JsonNode fitted = read(SizeLadder.fit(event, 1_000)).at("/payload/custom_details");
        // Then
        assertThat(fitted.path("dropped_for_size")).extracting(JsonNode::asText).containsExactly("labels",
                "evidence of hypotheses");
        assertThat(fitted.path("sequence")).hasSize(1);
        assertThat(fitted.at("/hypotheses/0/service").asText()).isEqualTo("inventory");
    }

    @Test
    void fits_a_body_that_would_be_far_too_large() {
        // Given
        Notification notification = Notifications.page("i/1", 1);
        notification.setSteps(new ArrayList<>(Collections.nCopies(20_000, notification.getSteps().getFirst())));
        // When
        byte[] event = events.full(notification, false);
        // Then
        assertThat(event.length).isLessThanOrEqualTo(SizeLadder.MAX_BYTES);
        assertThat(read(event).at("/payload/custom_details/dropped_for_size").toString()).contains("steps");
        assertThat(read(event).at("/payload/custom_details/sequence")).hasSize(20);
    }

    @Test
    void keeps_long_incident_ids_apart() {
        // Given
        String one = "é".repeat(200) + "1";
        String other = "é".repeat(200) + "2";
        // Then
        assertThat(DedupKey.of(one)).isNotEqualTo(DedupKey.of(other)).isEqualTo(DedupKey.of(one));
        assertThat(DedupKey.of(one).getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(DedupKey.MAX);
        assertThat(DedupKey.of("cascade/prod/checkout/1")).isEqualTo("cascade/prod/checkout/1");
    }

    private static void assertLegal(byte[] json) {
        assertThat(json.length).isLessThanOrEqualTo(512 * 1024);
        JsonNode event = read(json);
        assertThat(event.path("dedup_key").asText().length()).isBetween(1, 255);
        assertThat(event.path("event_action").asText()).isIn("trigger", "acknowledge", "resolve");
        if (event.path("event_action").asText().equals("trigger")) {
            assertThat(event.at("/payload/summary").asText().length()).isBetween(1, 1_024);
            assertThat(event.at("/payload/source").asText()).isNotBlank();
            assertThat(event.at("/payload/severity").asText()).isIn("critical", "error", "warning", "info");
        }
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
