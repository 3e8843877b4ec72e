package dev.tocsin.app.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.Outbound;

/** How receivers are reached; where nothing says another, {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}. */
final class OutboundSettings {

    private OutboundSettings() {}

    static Outbound read(Node root) {
        Node node = root.child("outbound");
        Optional<Secret> proxy = node.secret("proxy");
        List<String> direct = node.list("no_proxy");
        Outbound outbound = new Outbound(proxy.or(() -> variable(root, "HTTPS_PROXY")).orElse(null),
                proxy.or(() -> variable(root, "HTTP_PROXY")).orElse(null),
                direct.isEmpty() ? elements(root) : direct, node.text("ca").map(Path::of).orElse(null));
        outbound.client(); // refuses authorities that can't be read
        return outbound;
    }

    private static Optional<Secret> variable(Node root, String name) {
        return root.variable(name).map(Secret::of);
    }

    private static List<String> elements(Node root) {
        return root.variable("NO_PROXY").stream().flatMap(text -> Arrays.stream(text.split(","))).map(String::strip)
                .filter(text -> !text.isEmpty()).toList();
    }
}
