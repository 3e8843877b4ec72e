package dev.tocsin.notifiers.alertmanager;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.Secret;

import okhttp3.HttpUrl;

/**
 * One Alertmanager, or a cluster of several.
 *
 * @param urls of each member; all are told, one is enough
 * @param bearer token; null for none
 * @param labels put on every alert, as Prometheus's {@code external_labels}
 * @param refresh how often open alerts are sent again: well below Alertmanager's {@code resolve_timeout}
 */
public record AlertmanagerSettings(List<HttpUrl> urls, @Nullable Secret bearer, SortedMap<String, String> labels,
        Duration refresh) {

    /** Where nothing says another; {@code resolve_timeout} is five minutes where nothing says another. */
    public static final Duration REFRESH = Duration.ofMinutes(1);

    public AlertmanagerSettings {
        urls = List.copyOf(urls);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("has no url");
        }
        if (refresh.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("refresh " + refresh + " is under a second");
        }
    }

    /** One member with nothing else. */
    public static AlertmanagerSettings of(String url) {
        return new AlertmanagerSettings(List.of(HttpUrl.get(url)), null, new TreeMap<>(), REFRESH);
    }

    List<HttpUrl> alerts() {
        return urls.stream().map(url -> url.newBuilder().addPathSegments("api/v2/alerts").build()).toList();
    }
}
