package dev.tocsin.app.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.settings.ReceiverSettings;
import dev.tocsin.notifiers.alertmanager.AlertmanagerSettings;
import dev.tocsin.notifiers.http.Answer;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;
import dev.tocsin.notifiers.slack.SlackSettings;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Receivers as far as they can be looked at without telling anybody anything. */
record ReceiverExamination(Map<String, ReceiverSettings> receivers, OkHttpClient http) implements Examination {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUTING_KEY = 32;

    @Override
    public List<Diagnosis> look() {
        List<Diagnosis> found = new ArrayList<>();
        new TreeMap<>(receivers).forEach((name, settings) -> found.add(look(name, settings)));
        if (receivers.values().stream().noneMatch(ReceiverSettings.PagerDuty.class::isInstance)) {
            found.add(Diagnosis.warn("receivers", "none of them pages",
                    "Set receivers.pagerduty.routing_key to have someone woken."));
        }
        return found;
    }

    private Diagnosis look(String name, ReceiverSettings settings) {
        String check = "receiver " + name;
        String fire = "tocsin fire " + name + " sends a test for real.";
        return switch (settings) {
            case ReceiverSettings.PagerDuty(var pager, var _) -> pagerDuty(check, pager, fire);
            case ReceiverSettings.Slack(var slack, var _) -> slack(check, slack, fire);
            case ReceiverSettings.Webhook(var _, var _) -> Diagnosis.ok(check,
                    "a webhook, which can't be checked without sending. " + fire);
            case ReceiverSettings.Alertmanager(var alertmanager, var _) -> alertmanager(check, alertmanager);
            case ReceiverSettings.Digest() -> Diagnosis.ok(check, "writes to the digest topic");
        };
    }

    /** The events API has nothing to ask: a key is known to be good only when it has been used. */
    private Diagnosis pagerDuty(String check, PagerDutySettings settings, String fire) {
        String reach = reach(settings.url());
        if (!reach.isEmpty()) {
            return Diagnosis.fail(check, reach, "Check receivers.*.url, the network and its proxy.");
        }
        return settings.routingKey().reveal().length() == ROUTING_KEY
                ? Diagnosis.ok(check,
                        settings.url().host() + " answers; the key can't be checked without sending. " + fire)
                : Diagnosis.warn(check, settings.url().host() + " answers; the routing key hasn't the usual "
                        + ROUTING_KEY + " characters",
                        "Take the Integration Key of an Events API v2 integration. " + fire);
    }

    private Diagnosis alertmanager(String check, AlertmanagerSettings settings) {
        List<String> away = settings.urls().stream().map(this::reach).filter(trouble -> !trouble.isEmpty()).toList();
        if (away.isEmpty()) {
            return Diagnosis.ok(check, settings.urls().size() + " of " + settings.urls().size() + " members answer");
        }
        String advice = "Check receivers.*.url, the network and its proxy.";
        return away.size() < settings.urls().size()
                ? Diagnosis.warn(check, String.join("; ", away), advice)
                : Diagnosis.fail(check, String.join("; ", away), advice);
    }

    private Diagnosis slack(String check, SlackSettings settings, String fire) {
        SlackSettings.Bot bot = settings.bot();
        if (bot == null) {
            return Diagnosis.ok(check, "a webhook, which can't be checked without sending. " + fire);
        }
        HttpUrl test = settings.api().newBuilder().addPathSegment("auth.test").build();
        Answer answer = new JsonPost(http, List.of(bot.token())).send(test, "{}".getBytes(StandardCharsets.UTF_8),
                bot.token());
        return switch (answer) {
            case Answer.Failed(var reason, String detail) -> Diagnosis.fail(check, "Slack can't be asked ("
                    + reason.label() + "): " + detail, "Check the network and its proxy.");
            case Answer.Answered answered -> slack(check, answered, bot.channel(), fire);
        };
    }

    static Diagnosis slack(String check, Answer.Answered answered, String channel, String fire) {
        JsonNode body;
        try {
            body = JSON.readTree(answered.body());
        } catch (JsonProcessingException e) {
            return Diagnosis.fail(check, "this isn't Slack: " + JsonPost.excerpt(answered), "Check receivers.*.url.");
        }
        if (!body.path("ok").asBoolean(false)) {
            return Diagnosis.fail(check, "Slack refuses the token: " + body.path("error").asText("HTTP "
                    + answered.code()), "Set a bot token (xoxb-…) with chat:write, installed in the workspace.");
        }
        return Diagnosis.ok(check, "is " + body.path("user").asText("?") + " of " + body.path("team").asText("?")
                + ", posts to " + channel + "; invite it there. " + fire);
    }

    /** Empty where something answers HTTP there, whatever it says. */
    private String reach(HttpUrl url) {
        try (Response _ = http.newCall(new Request.Builder().url(url).head().build()).execute()) {
            return "";
        } catch (IOException e) {
            return url.host() + " can't be reached: " + e.getMessage();
        }
    }
}
