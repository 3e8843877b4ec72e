package dev.tocsin.notifiers.webhook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.Secret;

import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * One address that takes JSON.
 *
 * @param url http or https; a secret, for such addresses often carry one
 * @param signingKey of the HMAC that every request carries; null for none
 * @param headers sent along; their values are secrets
 * @param template the body as a Mustache template; null for Tocsin's own form
 */
public record WebhookSettings(Secret url, @Nullable Secret signingKey, SortedMap<String, Secret> headers,
        @Nullable Template template) {

    private static final Set<String> OURS = Set.of("host", "content-length", "content-type", "transfer-encoding",
            "connection");

    public WebhookSettings {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        if (HttpUrl.parse(url.reveal()) == null) {
            throw new IllegalArgumentException("webhook_url isn't an http or https URL");
        }
        headers.forEach(WebhookSettings::check);
    }

    /** An address with nothing else. */
    public static WebhookSettings of(String url) {
        return new WebhookSettings(Secret.of(url), null, new TreeMap<>(), null);
    }

    HttpUrl address() {
        return HttpUrl.get(url.reveal());
    }

    Headers.Builder sentAlong() {
        Headers.Builder builder = new Headers.Builder();
        headers.forEach((name, value) -> builder.add(name, value.reveal()));
        return builder;
    }

    List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(headers.values());
        secrets.add(url);
        if (signingKey != null) {
            secrets.add(signingKey);
        }
        return secrets;
    }

    /** OkHttp's own message would show the value. */
    private static void check(String name, Secret value) {
        if (OURS.contains(name.toLowerCase(Locale.ROOT)) || name.toLowerCase(Locale.ROOT).startsWith("tocsin-")) {
            throw new IllegalArgumentException("headers." + name + " is set by Tocsin itself");
        }
        try {
            Headers.of(Map.of(name, value.reveal()));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("headers." + name + " can't be sent: name or value has other than "
                    + "printable ASCII characters");
        }
    }
}
