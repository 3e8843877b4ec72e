package dev.tocsin.notifiers.pagerduty;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.http.Answer;
import dev.tocsin.notifiers.http.Answer.Answered;
import dev.tocsin.notifiers.http.Answer.Failed;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.Need;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.Spend;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

import okhttp3.Headers;
import okhttp3.OkHttpClient;

/**
 * PagerDuty through its Events API v2: the page tier opens an incident under the incident id as dedup key; what follows
 * is an entry in its log; a resolve closes it. An answer of 202 means accepted, not paged.
 */
public final class PagerDutyReceiver implements Receiver {

    /** The name routes know it by. */
    public static final String NAME = "pagerduty";

    private static final int ACCEPTED = 202;

    private final String name;
    private final PagerDutySettings settings;
    private final PagerDutyEvent events;
    private final JsonPost post;

    public PagerDutyReceiver(PagerDutySettings settings, OkHttpClient client) {
        this(NAME, settings, client);
    }

    /**
     * @param name routes know it by
     * @param client of {@link JsonPost#client()}
     */
    public PagerDutyReceiver(String name, PagerDutySettings settings, OkHttpClient client) {
        this.name = name;
        this.settings = settings;
        this.events = new PagerDutyEvent(settings);
        this.post = new JsonPost(client, List.of(settings.routingKey()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Need need(Notification notification, @Nullable ReceiverState known) {
        if (known != null && known.getOpen()) {
            return Need.tell(Spend.POST);
        }
        if (notification.getAction() == Action.resolve) {
            return Need.leave(known == null ? Reason.NEVER_TOLD : Reason.ALREADY_CLOSED);
        }
        if (notification.getTier() != Tier.page) {
            return Need.leave(Reason.BELOW_PAGE);
        }
        return known == null || opens(notification) ? Need.tell(Spend.POST) : Need.leave(Reason.ALREADY_CLOSED);
    }

    @Override
    public Outcome deliver(Notification notification, @Nullable ReceiverState known) {
        Told told = notification.getAction() == Action.resolve ? Told.closed() : Told.opened();
        boolean open = known != null && known.getOpen();
        return need(notification, known).fulfil(
                () -> send(events.full(notification, open), Reason.ACCEPTED, told),
                () -> send(events.plainest(notification, open), Reason.RESHAPED, told));
    }

    /** Tells it open, so that a resolve of each follows: an earlier trigger may have arrived unrecorded. */
    @Override
    public Outcome tellMissed(List<Notification> closed) {
        return send(events.missed(closed), Reason.TOLD_AS_MISSED, Told.opened());
    }

    private Outcome send(byte[] event, Reason success, Told told) {
        Answer answer = post.send(settings.enqueue(), event, Headers.EMPTY);
        return switch (answer) {
            case Failed failed -> failed.retry();
            case Answered answered when answered.code() == ACCEPTED -> new Delivered(success, told);
            case Answered answered -> refused(answered);
        };
    }

    private static Outcome refused(Answered answer) {
        String detail = JsonPost.excerpt(answer);
        return switch (Integer.valueOf(answer.code())) {
            case 429 -> new Retry(Reason.RATE_LIMITED, detail, answer.retryAfter());
            case Integer code when code == 400 && blamesTheKey(answer) ->
                new Retry(Reason.DESTINATION_REFUSED, detail, null);
            case 400, 413, 422 -> new Rejected(Reason.INVALID_PAYLOAD, detail);
            case 401, 402, 403, 404, 410 -> new Retry(Reason.DESTINATION_REFUSED, detail, null);
            case 408 -> new Retry(Reason.HUNG, detail, answer.retryAfter());
            case Integer code when code >= 500 -> new Retry(Reason.RECEIVER_FAILED, detail, answer.retryAfter());
            default -> new Retry(Reason.ODD_ANSWER, detail, answer.retryAfter());
        };
    }

    /** A wrong key also answers 400, but no other shape of the event would help: a person must repair it. */
    private static boolean blamesTheKey(Answered answer) {
        String body = answer.body().toLowerCase(Locale.ROOT);
        return body.contains("routing key") || body.contains("routing_key");
    }

    private static boolean opens(Notification notification) {
        Transition transition = notification.getTransition();
        return transition == Transition.opened || transition == Transition.escalated
                || transition == Transition.reopened;
    }
}
