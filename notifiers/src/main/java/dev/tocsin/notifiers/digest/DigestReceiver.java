package dev.tocsin.notifiers.digest;

import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.receiver.Need;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.Spend;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.notifiers.text.Labels;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

/** The digest: every notification is a line of its own, so nothing is folded or left out. */
public final class DigestReceiver implements Receiver {

    /** The name routes know it by. */
    public static final String NAME = "digest";

    private final String name;
    private final Digest digest;

    public DigestReceiver(Digest digest) {
        this(NAME, digest);
    }

    public DigestReceiver(String name, Digest digest) {
        this.name = name;
        this.digest = digest;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Need need(Notification notification, @Nullable ReceiverState known) {
        return Need.tell(Spend.POST);
    }

    @Override
    public Outcome deliver(Notification notification, @Nullable ReceiverState known) {
        Told told = notification.getAction() == Action.resolve ? Told.closed() : Told.opened();
        SpecificRecord line = Labels.isSummary(notification)
                ? DigestLines.behind(notification)
                : DigestLines.entry(notification);
        return write(DigestLines.key(notification), line, new Delivered(Reason.WRITTEN, told));
    }

    @Override
    public Outcome tellMissed(List<Notification> closed) {
        return write(DigestLines.key(closed.getFirst()), DigestLines.missed(closed),
                new Delivered(Reason.TOLD_AS_MISSED, Told.closed()));
    }

    @Override
    public boolean folds() {
        return false;
    }

    private Outcome write(String key, SpecificRecord line, Delivered success) {
        return digest.write(key, line)
                .<Outcome>map(failure -> new Retry(Reason.KAFKA_UNAVAILABLE, failure, null)).orElse(success);
    }
}
