package dev.tocsin.app.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.settings.HttpSettings;
import dev.tocsin.app.settings.HttpSettings.Part;
import dev.tocsin.notifiers.Secret;

/**
 * Who may ask for what. With a token, whoever bears it; without one, whoever is on this machine and asks for it by a
 * name of this machine (a page in a browser whose name was rebound to 127.0.0.1 doesn't); and everybody for what is
 * open.
 */
record Access(Optional<Secret> token, Set<Part> open, boolean local) {

    private static final String SCHEME = "Bearer ";
    private static final Map<String, Part> PARTS = Map.of("/healthz", Part.HEALTH, "/-/healthy", Part.HEALTH, "/readyz",
            Part.HEALTH, "/-/ready", Part.HEALTH, "/metrics", Part.METRICS);

    /** What becomes of a request. */
    enum Decision {
        ALLOWED, UNKNOWN_CALLER, FOREIGN_HOST
    }

    static Access of(HttpSettings settings) {
        return new Access(settings.token(), settings.open(), settings.local());
    }

    /**
     * @param host the header of that name
     * @param authorization the header of that name
     */
    Decision decide(String path, @Nullable String host, @Nullable String authorization) {
        Part part = PARTS.get(path);
        if (part != null && open.contains(part)) {
            return Decision.ALLOWED;
        }
        if (token.isPresent()) {
            return bears(token.get(), authorization) ? Decision.ALLOWED : Decision.UNKNOWN_CALLER;
        }
        if (!local) {
            return Decision.UNKNOWN_CALLER;
        }
        return host == null || namesThisMachine(host) ? Decision.ALLOWED : Decision.FOREIGN_HOST;
    }

    /** Takes as long for a token that is nearly right as for one that is all wrong. */
    private static boolean bears(Secret token, @Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] borne = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(token.reveal().getBytes(StandardCharsets.UTF_8), borne);
    }

    private static boolean namesThisMachine(String host) {
        try {
            String name = URI.create("http://" + host).getHost();
            return name != null && HttpSettings.isLoopback(name);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
