package dev.tocsin.notifiers.receiver;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * Where notifications go. Deciding whether a notification is needed is pure and apart from telling it; telling answers
 * with an {@link Outcome} and throws nothing but bugs. Safe for use by several threads, each on another incident.
 */
public interface Receiver {

    /** Its name in routes, keys, metrics and the ledger. */
    String name();

    /**
     * Whether this notification has to be told to somebody who knows that much.
     *
     * @param known what was last told of the incident; null if nothing ever was
     */
    Need need(Notification notification, @Nullable ReceiverState known);

    /** Tells it. At most one call per incident at a time, in the order of their sequences. */
    Outcome deliver(Notification notification, @Nullable ReceiverState known);

    /**
     * Tells, in one message, of incidents that opened and closed before this receiver could be told.
     *
     * @param closed the last notification of each, at least one
     */
    Outcome tellMissed(List<Notification> closed);

    /** Whether only the newest state of an incident matters, so that older ones that still wait are dropped. */
    default boolean folds() {
        return true;
    }
}
