package dev.tocsin.notifiers.slack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.digest.TeamDigest;
import dev.tocsin.notifiers.http.Answer;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.DigestReader;
import dev.tocsin.notifiers.receiver.Need;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Spend;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.notifiers.slack.SlackAnswer.Later;
import dev.tocsin.notifiers.slack.SlackAnswer.Refused;
import dev.tocsin.notifiers.slack.SlackAnswer.Shown;
import dev.tocsin.notifiers.slack.SlackSettings.Bot;
import dev.tocsin.notifiers.text.Cut;
import dev.tocsin.notifiers.text.Labels;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * A Slack channel: the bot posts one card per incident and changes that card from then on. Without a bot, and when the
 * bot is refused, the incoming webhook posts, and then only what is worth a message of its own.
 */
public final class SlackReceiver implements DigestReader {

    /** The name routes know it by. */
    public static final String NAME = "slack";

    private final String name;
    private final SlackSettings settings;
    private final JsonPost post;

    /** What a message is about, and whether it leaves something open. */
    private record About(String id, boolean open) {

        static About of(Notification notification) {
            return new About(notification.getId(), notification.getAction() != Action.resolve);
        }
    }

    public SlackReceiver(SlackSettings settings, OkHttpClient client) {
        this(NAME, settings, client);
    }

    /**
     * @param name routes know it by
     * @param client of {@link JsonPost#client()}
     */
    public SlackReceiver(String name, SlackSettings settings, OkHttpClient client) {
        this.name = name;
        this.settings = settings;
        this.post = new JsonPost(client, settings.secrets());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Need need(Notification notification, @Nullable ReceiverState known) {
        boolean open = known != null && known.getOpen();
        if (notification.getAction() == Action.resolve && !open) {
            return Need.leave(known == null ? Reason.NEVER_TOLD : Reason.ALREADY_CLOSED);
        }
        if (notification.getTier() == Tier.none && !open) {
            return Need.leave(Reason.NO_TIER);
        }
        if (known == null) {
            return Need.tell(Spend.POST);
        }
        return open ? ofOpen(notification, known) : ofClosed(notification);
    }

    @Override
    public Outcome deliver(Notification notification, @Nullable ReceiverState known) {
        return need(notification, known).fulfil(() -> tell(notification, SlackCard.full(notification), known),
                () -> reshaped(tell(notification, SlackCard.plainest(notification), known)));
    }

    private static Outcome reshaped(Outcome outcome) {
        return outcome instanceof Delivered(Reason _, Told told) ? new Delivered(Reason.RESHAPED, told) : outcome;
    }

    @Override
    public Outcome tellMissed(List<Notification> closed) {
        ObjectNode message = SlackCard.missed(closed);
        Outcome outcome = post(message, settings.bot(), About.of(closed.getLast()), Reason.POSTED);
        return outcome instanceof Delivered ? new Delivered(Reason.TOLD_AS_MISSED, Told.closed()) : outcome;
    }

    @Override
    public Outcome tellDigest(TeamDigest digest) {
        return post(SlackDigest.of(digest), settings.bot(),
                new About("digest/" + digest.name() + "#" + digest.to().getEpochSecond(), false), Reason.POSTED);
    }

    private Need ofOpen(Notification notification, ReceiverState known) {
        if (known.getTs() != null && settings.bot() != null) {
            return Need.tell(Spend.UPDATE);
        }
        boolean worthAMessage = notification.getAction() == Action.resolve || opens(notification);
        return worthAMessage || settings.bot() != null
                ? Need.tell(Spend.POST)
                : Need.leave(Reason.WEBHOOK_CANNOT_UPDATE);
    }

    private static Need ofClosed(Notification notification) {
        return opens(notification) ? Need.tell(Spend.POST) : Need.leave(Reason.ALREADY_CLOSED);
    }

    private Outcome tell(Notification notification, ObjectNode card, @Nullable ReceiverState known) {
        Bot bot = settings.bot();
        boolean hasCard = known != null && known.getOpen() && known.getTs() != null && known.getChannel() != null;
        return bot != null && known != null && hasCard
                ? update(notification, card, known, bot)
                : post(card, bot, About.of(notification), Reason.POSTED);
    }

    private Outcome update(Notification notification, ObjectNode card, ReceiverState known, Bot bot) {
        About about = About.of(notification);
        ObjectNode message = withId(card.deepCopy(), about).put("channel", known.getChannel())
                .put("ts", known.getTs());
        return switch (SlackAnswer.ofMethod(send(settings.method("chat.update"), message, bot.token()))) {
            case Shown(String channel, String ts) -> delivered(Reason.UPDATED, about, channel, ts);
            case Later(Retry retry) -> retry;
            case Refused(SlackError error, String _) when error == SlackError.CARD_LOST -> post(card, bot,
                    about, Reason.REPOSTED);
            case Refused refused -> refused(refused, card, about);
        };
    }

    private Outcome post(ObjectNode card, @Nullable Bot bot, About about, Reason success) {
        if (bot == null) {
            return postByWebhook(card, about, Objects.requireNonNull(settings.webhook()));
        }
        ObjectNode message = withId(card.deepCopy(), about).put("channel", bot.channel());
        message.put("unfurl_links", false).put("unfurl_media", false);
        return switch (SlackAnswer.ofMethod(send(settings.method("chat.postMessage"), message, bot.token()))) {
            case Shown(String channel, String ts) -> delivered(success, about, channel, ts);
            case Later(Retry retry) -> retry;
            case Refused refused -> refused(refused, card, about);
        };
    }

    /** What the bot isn't let do, the webhook may still do; a refused message is refused everywhere. */
    private Outcome refused(Refused refused, ObjectNode card, About about) {
        if (refused.error() != SlackError.DESTINATION) {
            return new Rejected(Reason.INVALID_PAYLOAD, refused.detail());
        }
        Secret webhook = settings.webhook();
        return webhook == null
                ? new Retry(Reason.DESTINATION_REFUSED, refused.detail(), null)
                : postByWebhook(card, about, webhook);
    }

    private Outcome postByWebhook(ObjectNode card, About about, Secret webhook) {
        return switch (SlackAnswer.ofWebhook(send(HttpUrl.get(webhook.reveal()), card, null))) {
            case Shown _ -> delivered(Reason.POSTED_BY_WEBHOOK, about, null, null);
            case Later(Retry retry) -> retry;
            case Refused(SlackError error, String detail) when error == SlackError.DESTINATION -> new Retry(
                    Reason.DESTINATION_REFUSED, detail, null);
            case Refused refused -> new Rejected(Reason.INVALID_PAYLOAD, refused.detail());
        };
    }

    private Answer send(HttpUrl url, ObjectNode message, @Nullable Secret token) {
        return post.send(url, message.toString().getBytes(StandardCharsets.UTF_8), token);
    }

    /** Slack has no idempotency key: the id lets a person see that two messages are one. */
    private static ObjectNode withId(ObjectNode message, About about) {
        message.putObject("metadata").put("event_type", "tocsin_notification").putObject("event_payload")
                .put("notification", Cut.line(about.id(), 500));
        return message;
    }

    private static Delivered delivered(Reason reason, About about, @Nullable String channel,
            @Nullable String ts) {
        return new Delivered(reason, new Told(about.open(), channel, ts));
    }

    private static boolean opens(Notification notification) {
        Transition transition = notification.getTransition();
        return !Labels.isRefresh(notification) && (transition == Transition.opened
                || transition == Transition.escalated || transition == Transition.reopened);
    }
}
