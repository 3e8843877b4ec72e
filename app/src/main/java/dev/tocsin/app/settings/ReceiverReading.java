package dev.tocsin.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.settings.ReceiverSettings.Alertmanager;
import dev.tocsin.app.settings.ReceiverSettings.Digest;
import dev.tocsin.app.settings.ReceiverSettings.PagerDuty;
import dev.tocsin.app.settings.ReceiverSettings.Slack;
import dev.tocsin.app.settings.ReceiverSettings.Webhook;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.alertmanager.AlertmanagerSettings;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;
import dev.tocsin.notifiers.slack.SlackSettings;
import dev.tocsin.notifiers.webhook.Template;
import dev.tocsin.notifiers.webhook.WebhookSettings;

import okhttp3.HttpUrl;

/** Reads the receivers of the settings. */
final class ReceiverReading {

    private static final Pattern LEGAL_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Settings of which a receiver has at least one, so that variables alone can make it. */
    private static final String[] MARKINGS = {"type", "routing_key", "token", "webhook_url"};

    private static final String TYPES = Arrays.stream(ReceiverType.values()).map(ReceiverType::label)
            .collect(Collectors.joining(", "));

    /** All that a receiver of some type may have. */
    private static final List<String> SETTINGS = List.of("type", "default", "url", "routing_key", "client_url", "token",
            "channel", "webhook_url", "signing_key", "headers", "template", "template_file", "labels", "refresh");

    private ReceiverReading() {}

    /** Those that can be used; what is wrong with the others is a problem of the reading. */
    static Map<String, ReceiverSettings> read(Node receivers) {
        Map<String, ReceiverSettings> read = new TreeMap<>();
        for (String name : names(receivers)) {
            read(name, receivers.child(name)).ifPresent(receiver -> read.put(name, receiver));
        }
        if (read.values().stream().noneMatch(Digest.class::isInstance)) {
            read.put(ReceiverSettings.DIGEST, new Digest());
        }
        return read;
    }

    /** What each receiver is, without a look at its secrets. */
    static Map<String, ReceiverType> types(Node receivers) {
        Map<String, ReceiverType> types = new TreeMap<>();
        for (String name : names(receivers)) {
            types.put(name, typeOf(name, receivers.child(name))
                    .orElseThrow(() -> new IllegalArgumentException("'" + name + "' has no known type: " + TYPES)));
        }
        if (!types.containsValue(ReceiverType.DIGEST)) {
            types.put(ReceiverSettings.DIGEST, ReceiverType.DIGEST);
        }
        return types;
    }

    /** Those that are named, whether they can be used or not. */
    static Set<String> names(Node receivers) {
        Set<String> names = receivers.names(MARKINGS);
        String alertmanager = ReceiverType.ALERTMANAGER.label();
        if (receivers.child(alertmanager).text("url").isPresent()) {
            names.add(alertmanager);
        }
        return names;
    }

    private static Optional<ReceiverSettings> read(String name, Node node) {
        Optional<ReceiverSettings> read = Optional.empty();
        try {
            read = named(name, node);
        } catch (IllegalArgumentException e) {
            node.problem(String.valueOf(e.getMessage()));
        }
        if (read.isEmpty()) {
            node.known(SETTINGS);
        }
        return read;
    }

    /** Empty where it says a type that there isn't, which is a problem by then. */
    private static Optional<ReceiverSettings> named(String name, Node node) {
        if (!LEGAL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' must be 1 to 63 of a-z 0-9 -");
        }
        return typeOf(name, node).map(type -> switch (type) {
            case PAGERDUTY -> new PagerDuty(pagerDuty(node), byDefault(node));
            case SLACK -> new Slack(slack(node), byDefault(node));
            case WEBHOOK -> new Webhook(webhook(node), byDefault(node));
            case ALERTMANAGER -> new Alertmanager(alertmanager(node), byDefault(node));
            case DIGEST -> new Digest();
        });
    }

    private static boolean byDefault(Node node) {
        return node.flag("default", true);
    }

    /** A receiver that is named as its type needn't say it. */
    private static Optional<ReceiverType> typeOf(String name, Node node) {
        if (node.text("type").isPresent()) {
            return node.choice("type", ReceiverType.class);
        }
        return Optional.of(Arrays.stream(ReceiverType.values()).filter(type -> type.label().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has no type: " + TYPES)));
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

    private static WebhookSettings webhook(Node node) {
        Secret url = node.secret("webhook_url")
                .orElseThrow(() -> new IllegalArgumentException("has no webhook_url"));
        SortedMap<String, Secret> headers = new TreeMap<>();
        node.child("headers").properties().forEach((name, value) -> headers.put(name, Secret.of(value)));
        return new WebhookSettings(url, node.secret("signing_key").orElse(null), headers, template(node));
    }

    private static @Nullable Template template(Node node) {
        Optional<String> text = node.text("template");
        Optional<String> file = node.text("template_file");
        if (text.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException("has both template and template_file");
        }
        return text.or(() -> file.map(ReceiverReading::read)).map(Template::parse).orElse(null);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("template_file " + file + " can't be read ("
                    + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static AlertmanagerSettings alertmanager(Node node) {
        return new AlertmanagerSettings(node.list("url").stream().map(ReceiverReading::member).toList(),
                node.secret("token").orElse(null), new TreeMap<>(node.child("labels").properties()),
                node.duration("refresh", AlertmanagerSettings.REFRESH));
    }

    private static HttpUrl member(String url) {
        try {
            return http(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("url '" + url + "' " + e.getMessage(), e);
        }
    }

    static HttpUrl http(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("isn't an http or https URL");
        }
        return url;
    }
}
