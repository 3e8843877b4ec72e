package dev.tocsin.app.settings;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Someone who is told, under a name that routes use. */
public sealed interface ReceiverSettings {

    /** PagerDuty's Events API v2; the EU region has its own URL. */
    record PagerDuty(Secret routingKey, URI url) implements ReceiverSettings {

        static final URI US = URI.create("https://events.pagerduty.com/v2/enqueue");
    }

    /** A Slack bot in a channel, a webhook where there is no bot, or the one as the other's fallback. */
    record Slack(Optional<Secret> token, Optional<String> channel, Optional<Secret> webhookUrl, URI url)
            implements
                ReceiverSettings {

        static final URI API = URI.create("https://slack.com/api");

        public Slack {
            if (token.isEmpty() && webhookUrl.isEmpty()) {
                throw new IllegalArgumentException("needs a token and a channel, or a webhook_url");
            }
            if (token.isPresent() && channel.isEmpty()) {
                throw new IllegalArgumentException("has a token but no channel");
            }
        }
    }

    /** The digest topic. */
    record Digest() implements ReceiverSettings {}

    /** Kinds of receivers, as {@code type} names them. */
    enum Type {
        PAGERDUTY, SLACK, DIGEST
    }

    /** The digest's name where nothing says another; there is always a digest. */
    String DIGEST = "digest";

    Pattern LEGAL_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    static Map<String, ReceiverSettings> read(Node root) {
        Node node = root.child("receivers");
        Map<String, ReceiverSettings> receivers = new TreeMap<>();
        for (String name : node.names("type")) {
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
                case PAGERDUTY -> new PagerDuty(required(node, "routing_key"),
                        node.parsed("url", ReceiverSettings::http).orElse(PagerDuty.US));
                case SLACK -> new Slack(node.secret("token"), node.text("channel"), node.secret("webhook_url"),
                        node.parsed("url", ReceiverSettings::http).orElse(Slack.API));
                case DIGEST -> new Digest();
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("receivers." + name + " " + e.getMessage(), e);
        }
    }

    /** A receiver that is named as its type needn't say it. */
    private static Type typeOf(String name, Node node) {
        return node.choice("type", Type.class)
                .or(() -> Arrays.stream(Type.values()).filter(type -> type.name().equalsIgnoreCase(name)).findFirst())
                .orElseThrow(() -> new IllegalArgumentException("has no type: pagerduty, slack or digest"));
    }

    private static Secret required(Node node, String name) {
        return node.secret(name).orElseThrow(() -> new IllegalArgumentException("has no " + name));
    }

    private static URI http(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("isn't an http or https URL");
        }
        return url;
    }
}
