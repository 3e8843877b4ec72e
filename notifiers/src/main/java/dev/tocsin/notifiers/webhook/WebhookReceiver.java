package dev.tocsin.notifiers.webhook;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.digest.TeamDigest;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.http.Verdict;
import dev.tocsin.notifiers.receiver.DigestReader;
import dev.tocsin.notifiers.receiver.Need;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

import okhttp3.Headers;
import okhttp3.OkHttpClient;

/**
 * Any address that takes JSON by POST: it hears of an incident from its opening to its end. {@code Tocsin-Notification}
 * has the notification's id, by which a taker knows one that comes twice.
 */
public final class WebhookReceiver implements DigestReader {

    private static final String NOTIFICATION = "Tocsin-Notification";

    private final String name;
    private final WebhookSettings settings;
    private final JsonPost post;
    private final InstantSource clock;

    /**
     * @param name routes know it by
     * @param clock of the signature's timestamp
     */
    public WebhookReceiver(String name, WebhookSettings settings, OkHttpClient client, InstantSource clock) {
        this.name = name;
        this.settings = settings;
        this.post = new JsonPost(client, settings.secrets());
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Need need(Notification notification, @Nullable ReceiverState known) {
        return Need.fromOpeningToEnd(notification, known);
    }

    @Override
    public Outcome deliver(Notification notification, @Nullable ReceiverState known) {
        Told told = notification.getAction() == Action.resolve ? Told.closed() : Told.opened();
        String id = notification.getId();
        return need(notification, known).fulfil(
                () -> send(id, Payload.full(notification), new Delivered(Reason.ACCEPTED, told)),
                () -> send(id, Payload.plainest(notification), new Delivered(Reason.RESHAPED, told)));
    }

    @Override
    public Outcome tellMissed(List<Notification> closed) {
        return send("missed/" + closed.getFirst().getId(), Payload.missed(closed),
                new Delivered(Reason.TOLD_AS_MISSED, Told.closed()));
    }

    /** In Tocsin's own form, whatever the template: that is of one incident. */
    @Override
    public Outcome tellDigest(TeamDigest digest) {
        return post("digest/" + digest.name() + "#" + digest.to().getEpochSecond(), Payload.digest(digest),
                new Delivered(Reason.ACCEPTED, Told.closed()));
    }

    private Outcome send(String id, ObjectNode payload, Delivered success) {
        Template template = settings.template();
        return post(id, template == null ? payload : template.render(Values.of(payload)), success);
    }

    private Outcome post(String id, JsonNode body, Delivered success) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        Headers.Builder headers = settings.sentAlong().add(NOTIFICATION, printable(id));
        Secret key = settings.signingKey();
        if (key != null) {
            Signature.sign(headers, bytes, key, clock.instant());
        }
        return Verdict.of(post.send(settings.address(), bytes, headers.build()), success);
    }

    /** Incident ids are ASCII; whatever isn't couldn't be sent in a header. */
    private static String printable(String id) {
        return id.replaceAll("[^\\x20-\\x7e]", "?").strip();
    }
}
