package dev.tocsin.notifiers.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.Seed;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.ReceiverContract;
import dev.tocsin.schemas.v1.Notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;

class WebhookReceiverTest extends ReceiverContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));

    @Override
    protected Receiver receiver(OkHttpClient client) {
        return new WebhookReceiver("hook", settings(null), client, CLOCK);
    }

    @Override
    protected MockResponse yes() {
        return new MockResponse.Builder().code(204).build();
    }

    @Override
    protected MockResponse invalid() {
        return new MockResponse.Builder().code(422).body("no field of " + SECRET).build();
    }

    @Test
    void sends_all_there_is_to_say() throws Exception {
        // Given
        server.enqueue(yes());
        Notification notification = Notifications.page("i/1", 3);
        notification.setTeam("shop");
        // When
        receiver.deliver(notification, null);
        // Then
        var request = server.takeRequest();
        JsonNode body = JSON.readTree(request.getBody().utf8());
        assertThat(request.getTarget()).isEqualTo("/hook?key=" + SECRET);
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
        assertThat(request.getHeaders().get("Tocsin-Notification")).isEqualTo("i/1#3");
        assertThat(request.getHeaders().get("X-Api-Key")).isEqualTo(SECRET);
        assertThat(body.path("version").asInt()).isEqualTo(1);
        assertThat(body.path("kind").asText()).isEqualTo("incident");
        assertThat(body.path("action").asText()).isEqualTo("trigger");
        assertThat(body.path("team").asText()).isEqualTo("shop");
        assertThat(body.path("runbook").asText()).isEqualTo("https://runbooks.example/checkout");
        assertThat(body.path("steps")).hasSize(3);
        assertThat(body.at("/steps/1/observed").asText()).isEqualTo("12 %");
        assertThat(body.path("capped_by").isNull()).isTrue();
    }

    @Test
    void signs_time_and_body() throws Exception {
        // Given
        server.enqueue(yes());
        // When
        receiver.deliver(Notifications.page("i/1", 1), null);
        // Then a taker who has the key finds the same
        var request = server.takeRequest();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = request.getHeaders().get("Tocsin-Timestamp") + "." + request.getBody().utf8();
        assertThat(request.getHeaders().get("Tocsin-Timestamp")).isEqualTo("1800000000");
        assertThat(request.getHeaders().get("Tocsin-Signature")).isEqualTo(
                "sha256=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void fills_a_template_and_lets_no_name_out_of_its_quotes() {
        // Given
        Template template = Template
                .parse("""
                        {"text": "{{team}} {{summary}}", "n": {{sequence}}, "region": "{{labels.region}}",
                         "steps": [{{#steps}}"{{signal}}"{{^-last}},{{/-last}}{{/steps}}]{{#runbook}}, "url": "{{runbook}}"{{/runbook}}}""");
        receiver = new WebhookReceiver("hook", settings(template), JsonPost.client(), CLOCK);
        Seed.each(200, random -> {
            Notification notification = Notifications.arbitrary(random);
            notification.setAction(dev.tocsin.schemas.v1.Action.trigger);
            notification.setSummary("\"}, \"admin\": true, {\"x\": \"" + notification.getSummary());
            notification.setReason(null == notification.getTeam() ? "" : notification.getReason());
            server.enqueue(yes());
            // When
            Outcome outcome = receiver.deliver(notification, null);
            // Then
            assertThat(outcome).isInstanceOf(Delivered.class);
            JsonNode body = body();
            assertThat(body.fieldNames()).toIterable().containsAnyOf("text").doesNotContain("admin");
            assertThat(body.path("n").asLong()).isEqualTo(1);
            assertThat(body.path("steps").size()).isLessThanOrEqualTo(100);
        });
    }

    @Test
    void finds_the_slips_of_a_template_when_it_is_read() {
        assertRefused("{\"a\": \"{{sumary}}\"}", "sumary");
        assertRefused("{\"a\": \"{{#stepz}}{{/stepz}}\"}", "stepz");
        assertRefused("{\"a\": {{summary}}}", "makes no JSON");
        assertRefused("{\"runbook\": {{#runbook}}\"{{runbook}}\"{{/runbook}}}", "nothing optional");
        assertRefused("{\"a\": \"{{{summary}}}\"}", "unescaped");
        assertRefused("{\"a\": \"{{& summary}}\"}", "unescaped");
        assertRefused("{\"a\": \"{{#steps}}\"}", "isn't Mustache");
        assertRefused("{{=<% %>=}}{\"a\": \"<%& summary%>\"}", "delimiters");
        assertRefused("\"{{summary}}\"", "no JSON object");
    }

    @Test
    void refuses_headers_that_are_its_own_or_cannot_be_sent_and_shows_no_value() {
        assertThatIllegalArgumentException().isThrownBy(() -> headers("Tocsin-Signature", "x"))
                .withMessageContaining("set by Tocsin itself");
        assertThatIllegalArgumentException().isThrownBy(() -> headers("X-Key", "hush\nhush"))
                .withMessageContaining("X-Key").withMessageNotContaining("hush");
    }

    @Test
    void tells_once_of_what_was_missed() throws Exception {
        // Given
        server.enqueue(yes());
        // When
        Outcome outcome = receiver
                .tellMissed(List.of(Notifications.resolve("i/1", 9), Notifications.resolve("i/2", 4)));
        // Then
        JsonNode body = JSON.readTree(server.takeRequest().getBody().utf8());
        assertThat(body.path("kind").asText()).isEqualTo("missed");
        assertThat(body.path("summary").asText()).contains("2 incidents");
        assertThat(body.path("lines")).hasSize(2);
        assertThat(((Delivered) outcome).told().open()).isFalse();
    }

    private JsonNode body() {
        try {
            return JSON.readTree(server.takeRequest().getBody().utf8());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private WebhookSettings settings(@org.jspecify.annotations.Nullable Template template) {
        return new WebhookSettings(Secret.of(server.url("/hook?key=" + SECRET).toString()), Secret.of(SECRET),
                new TreeMap<>(Map.of("X-Api-Key", Secret.of(SECRET))), template);
    }

    private static WebhookSettings headers(String name, String value) {
        return new WebhookSettings(Secret.of("http://x/"), null, new TreeMap<>(Map.of(name, Secret.of(value))), null);
    }

    private static void assertRefused(String template, String because) {
        assertThatIllegalArgumentException().as(template).isThrownBy(() -> Template.parse(template))
                .withMessageContaining(because);
    }
}
