package dev.tocsin.notifiers.pagerduty;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.Secret;

import okhttp3.HttpUrl;

/**
 * One PagerDuty integration.
 *
 * @param url the events host, {@link #US} or {@link #EU}: it must be that of the account
 * @param routingKey the integration key
 * @param clientUrl where a person can see more; shown as a link
 */
public record PagerDutySettings(HttpUrl url, Secret routingKey, @Nullable String clientUrl) {

    public static final String US = "https://events.pagerduty.com";
    public static final String EU = "https://events.eu.pagerduty.com";

    /** The settings with this host and key. */
    public static PagerDutySettings of(String url, Secret routingKey) {
        return new PagerDutySettings(HttpUrl.get(url), routingKey, null);
    }

    HttpUrl enqueue() {
        return url.newBuilder().addPathSegments("v2/enqueue").build();
    }
}
