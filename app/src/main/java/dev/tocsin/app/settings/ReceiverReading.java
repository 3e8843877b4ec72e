package dev.tocsin.app.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.settings.ReceiverSettings.Digest;
import dev.tocsin.app.settings.ReceiverSettings.PagerDuty;
import dev.tocsin.app.settings.ReceiverSettings.Slack;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;
import dev.tocsin.notifiers.slack.SlackSettings;

import okhttp3.HttpUrl;

/** Reads the receivers of the settings. */
final class ReceiverReading {

    private static final Pattern LEGAL_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Settings of which a receiver has at least one, so that variables alone can make it. */
    private static final String[] MARKINGS = {"type", "routing_key", "token", "webhook_url"};

    private ReceiverReading() {}

    static Map<String, ReceiverSettings> read(Node receivers) {
        Map<String, ReceiverSettings> read = new TreeMap<>();
        for (String name : receivers.names(MARKINGS)) {
            read.put(name, named(name, receivers.child(name)));
        }
        if (read.values().stream().noneMatch(Digest.class::isInstance)) {
            read.put(ReceiverSettings.DIGEST, new Digest());
        }
        return read;
    }

    /** What each receiver is, without a look at its secrets. */
    static Map<String, ReceiverType> types(Node receivers) {
        Map<String, ReceiverType> types = new TreeMap<>();
        for (String name : receivers.names(MARKINGS)) {
            types.put(name, typeOf(name, receivers.child(name)));
        }
        if (!types.containsValue(ReceiverType.DIGEST)) {
            types.put(ReceiverSettings.DIGEST, ReceiverType.DIGEST);
        }
        return types;
    }

    private static ReceiverSettings named(String name, Node node) {
        if (!LEGAL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("receivers: '" + name + "' must be 1 to 63 of a-z 0-9 -");
        }
        try {
            ReceiverType type = typeOf(name, node);
            return switch (type) {
                case PAGERDUTY -> new PagerDuty(pagerDuty(node), byDefault(node));
                case SLACK -> new Slack(slack(node), byDefault(node));
                case DIGEST -> new Digest();
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("receivers." + name + ": " + e.getMessage(), e);
        }
    }

    private static boolean byDefault(Node node) {
        return node.flag("default", true);
    }

    /** A receiver that is named as its type needn't say it. */
    private static ReceiverType typeOf(String name, Node node) {
        return node.choice("type", ReceiverType.class)
                .or(() -> Arrays.stream(ReceiverType.values()).filter(type -> type.label().equals(name)).findFirst())
                .orElseThrow(() -> new IllegalArgumentException("has no type: " + Arrays.stream(ReceiverType.values())
                        .map(ReceiverType::label).collect(Collectors.joining(", "))));
    }

    private static PagerDutySettings pagerDuty(Node node) {
        HttpUrl url = node.parsed("url", ReceiverReading::http).orElse(HttpUrl.get(PagerDutySettings.US));
        Secret key = node.secret("routing_key")
                .orElseThrow(() -> new IllegalArgumentException("has no routing_key"));
        return new PagerDutySettings(url, key, node.text("client_url").orElse(null));
    }

    private static SlackSettings slack(Node node) {
        HttpUrl api = node.parsed("url", ReceiverReading::http).orElse(HttpUrl.get(SlackSettings.API));
        return new SlackSettings(api, bot(node), node.secret("webhook_url").orElse(null));
    }

    private static SlackSettings.@Nullable Bot bot(Node node) {
        String channel = node.text("channel").orElse("");
        return node.secret("token").map(token -> new SlackSettings.Bot(token, channel)).orElse(null);
    }

    static HttpUrl http(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("isn't an http or https URL");
        }
        return url;
    }
}
