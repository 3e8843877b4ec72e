package dev.tocsin.notifiers.slack;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.Secret;

import okhttp3.HttpUrl;

/**
 * One Slack channel, reached by a bot, by an incoming webhook, or by the bot with the webhook as its fallback.
 *
 * @param api the Web API's base, {@link #API}
 * @param bot null without a bot
 * @param webhook the webhook's URL, which is a secret; null without one
 */
public record SlackSettings(HttpUrl api, @Nullable Bot bot, @Nullable Secret webhook) {

    public static final String API = "https://slack.com/api";

    /** Shorter parts of a webhook's path are words, not secrets. */
    private static final int MIN_SECRET = 9;

    /**
     * A bot and where it posts.
     *
     * @param channel id or name; what Slack returns is used from then on
     */
    public record Bot(Secret token, String channel) {

        public Bot {
            if (channel.isBlank()) {
                throw new IllegalArgumentException("channel of the Slack bot is blank");
            }
        }
    }

    public SlackSettings {
        if (bot == null && webhook == null) {
            throw new IllegalArgumentException(
                    "Slack needs a bot token with a channel, or a webhook URL; neither is set");
        }
        if (webhook != null && HttpUrl.parse(webhook.reveal()) == null) {
            throw new IllegalArgumentException("the Slack webhook URL is not an http(s) URL");
        }
    }

    /** A bot at Slack itself. */
    public static SlackSettings bot(Secret token, String channel) {
        return new SlackSettings(HttpUrl.get(API), new Bot(token, channel), null);
    }

    /** A webhook alone: it posts and can't update. */
    public static SlackSettings webhook(Secret url) {
        return new SlackSettings(HttpUrl.get(API), null, url);
    }

    HttpUrl method(String name) {
        return api.newBuilder().addPathSegment(name).build();
    }

    /** The token, the webhook's URL, and the parts of it that an error may quote. */
    List<Secret> secrets() {
        return Stream.concat(Stream.ofNullable(bot).map(Bot::token),
                Stream.ofNullable(webhook).flatMap(SlackSettings::parts)).toList();
    }

    private static Stream<Secret> parts(Secret webhook) {
        HttpUrl url = HttpUrl.get(webhook.reveal());
        return Stream.concat(Stream.of(webhook.reveal(), url.encodedPath()), url.pathSegments().stream())
                .filter(part -> part.length() >= MIN_SECRET).map(Secret::of);
    }
}
