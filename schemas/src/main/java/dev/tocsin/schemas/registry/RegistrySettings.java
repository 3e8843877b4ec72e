package dev.tocsin.schemas.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.config.ConfigException;

import okhttp3.HttpUrl;

/**
 * How to reach a Schema Registry.
 *
 * @param urls base URLs, tried in turn; each may have a path
 * @param tls stores of certificates; empty where the JDK's own serve
 * @param connectTimeout for one connection
 * @param readTimeout from a request's end to its answer's
 */
public record RegistrySettings(List<HttpUrl> urls, Credentials credentials, Optional<TlsStores> tls,
        Duration connectTimeout, Duration readTimeout, Backoff backoff) {

    /** Comma separated base URLs. */
    public static final String URL = "schema.registry.url";
    /** {@code URL} (the default), {@code USER_INFO} or {@code SASL_INHERIT}. */
    public static final String BASIC_SOURCE = "basic.auth.credentials.source";
    /** {@code user:password}; also read from {@code schema.registry.basic.auth.user.info}. */
    public static final String BASIC_USER_INFO = "basic.auth.user.info";
    /** {@code STATIC_TOKEN}. */
    public static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    /** The token. */
    public static final String BEARER_TOKEN = "bearer.auth.token";
    /** What every registry setting may be prefixed with; TLS settings always are. */
    public static final String NAMESPACE = "schema.registry.";

    private static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    private static final String READ_TIMEOUT = "http.read.timeout.ms";

    public RegistrySettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new ConfigException(URL + " names no URL");
        }
    }

    /**
     * Reads the property names of Confluent's clients from any map, e.g. that of a Kafka client; others are ignored.
     *
     * @throws ConfigException if one is missing, contradicts another or can't be read; it never holds a secret
     */
    public static RegistrySettings from(Map<String, ?> properties) {
        RegistryProperties read = new RegistryProperties(properties);
        return new RegistrySettings(urls(read.required(URL)), read.credentials(), TlsStores.from(properties),
                read.millis(CONNECT_TIMEOUT, Duration.ofSeconds(5)), read.millis(READ_TIMEOUT, Duration.ofSeconds(10)),
                Backoff.from(read));
    }

    /** The URLs as they may be shown: without user, password, query and fragment. */
    public List<String> shownUrls() {
        return urls.stream().map(RegistrySettings::shown).toList();
    }

    static String shown(HttpUrl url) {
        String text = url.newBuilder().username("").password("").query(null).fragment(null).build().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public String toString() {
        return "RegistrySettings[urls=" + shownUrls() + ", credentials=" + credentials.getClass().getSimpleName()
                + ", tls=" + tls.isPresent() + "]";
    }

    private static List<HttpUrl> urls(String commaSeparated) {
        List<HttpUrl> urls = new ArrayList<>();
        for (String part : commaSeparated.split(",", -1)) {
            String text = part.strip();
            HttpUrl url = HttpUrl.parse(text);
            if (url == null) {
                throw new ConfigException(URL + ": number " + (urls.size() + 1)
                        + " of the comma separated URLs isn't one that begins with http:// or https://");
            }
            urls.add(url);
        }
        return urls;
    }
}
