package dev.tocsin.app.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;
import dev.tocsin.notifiers.slack.SlackSettings;

import okhttp3.HttpUrl;

/** Someone who is told, under a name that routes use. */
public sealed interface ReceiverSettings {

    /** A PagerDuty integration. */
    record PagerDuty(PagerDutySettings settings) implements ReceiverSettings {

        @Override
        public ReceiverType type() {
            return ReceiverType.PAGERDUTY;
        }
    }

    /** A Slack channel. */
    record Slack(SlackSettings settings) implements ReceiverSettings {

        @Override
        public ReceiverType type() {
            return ReceiverType.SLACK;
        }
    }

    /** The digest topic. */
    record Digest() implements ReceiverSettings {

        @Override
        public ReceiverType type() {
            return ReceiverType.DIGEST;
        }
    }

    /** The digest's name where nothing says another; there is always a digest. */
    String DIGEST = "digest";

    Pattern LEGAL_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    ReceiverType type();

    static Map<String, ReceiverSettings> read(Node root) {
        Node node = root.child("receivers");
        Map<String, ReceiverSettings> receivers = new TreeMap<>();
        for (String name : node.names("type", "routing_key", "token", "webhook_url")) {
            receivers.put(name, named(name, node.child(name)));
        }
        if (receivers.values().stream().noneMatch(Digest.class::isInstance)) {
            receivers.put(DIGEST, new Digest());
        }
        return receivers;
    }

    private static ReceiverSettings named(String name, Node node) {
        if (!LEGAL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("receivers: '" + name + "' must be 1 to 63 of a-z 0-9 -");
        }
        try {
            return switch (typeOf(name, node)) {
                case PAGERDUTY -> new PagerDuty(pagerDuty(node));
                case SLACK -> new Slack(slack(node));
                case DIGEST -> new Digest();
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("receivers." + name + ": " + e.getMessage(), e);
        }
    }

    /** A receiver that is named as its type needn't say it. */
    private static ReceiverType typeOf(String name, Node node) {
        return node.choice("type", ReceiverType.class)
                .or(() -> Arrays.stream(ReceiverType.values()).filter(type -> type.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("has no type: pagerduty, slack or digest"));
    }

    private static PagerDutySettings pagerDuty(Node node) {
        HttpUrl url = node.parsed("url", ReceiverSettings::http).orElse(HttpUrl.get(PagerDutySettings.US));
        Secret key = node.secret("routing_key")
                .orElseThrow(() -> new IllegalArgumentException("has no routing_key"));
        return new PagerDutySettings(url, key, node.text("client_url").orElse(null));
    }

    private static SlackSettings slack(Node node) {
        HttpUrl api = node.parsed("url", ReceiverSettings::http).orElse(HttpUrl.get(SlackSettings.API));
        return new SlackSettings(api, bot(node), node.secret("webhook_url").orElse(null));
    }

    private static SlackSettings.@Nullable Bot bot(Node node) {
        String channel = node.text("channel").orElse("");
        return node.secret("token").map(token -> new SlackSettings.Bot(token, channel)).orElse(null);
    }

    private static HttpUrl http(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("isn't an http or https URL");
        }
        return url;
    }
}
