package dev.tocsin.app.settings;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.tocsin.notifiers.Secret;

/**
 * Where health, metrics and the API are served, and to whom.
 *
 * @param port 0 takes a free one
 * @param token what a request must bear; never absent beyond localhost, unless only what is open is served
 * @param open what is served to those without the token
 */
public record HttpSettings(String host, int port, Optional<Secret> token, Set<Part> open) {

    /** A part that can be opened to everybody who reaches the port. */
    public enum Part {
        /** Whether it is alive and ready: for an orchestrator's probes. */
        HEALTH,
        /** What it counts and measures, with the names of services and receivers. */
        METRICS
    }

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?",
            Pattern.CASE_INSENSITIVE);

    public static final HttpSettings STANDARD = new HttpSettings("127.0.0.1", 8484);

    public HttpSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("http.port " + port + " must be from 0 to 65535");
        }
        open = Set.copyOf(open);
        if (!isLoopback(host) && token.isEmpty() && open.isEmpty()) {
            throw new IllegalArgumentException("http.host " + host + " is beyond this machine: set http.token, or say"
                    + " with http.open: [health, metrics] what anybody may read");
        }
    }

    /** To everybody on this machine. */
    public HttpSettings(String host, int port) {
        this(host, port, Optional.empty(), Set.of());
    }

    /** Whether only this machine can reach it. */
    public boolean local() {
        return isLoopback(host);
    }

    static HttpSettings read(Node root) {
        Node node = root.child("http");
        return new HttpSettings(node.text("host").orElse(STANDARD.host), node.integer("port", STANDARD.port),
                node.secret("token"), parts(node.list("open")));
    }

    /** Whether a host is this machine by its name alone; nothing is looked up. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    private static Set<Part> parts(List<String> names) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : names) {
            try {
                parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("http.open '" + name + "' is none of health, metrics", e);
            }
        }
        return parts;
    }
}
