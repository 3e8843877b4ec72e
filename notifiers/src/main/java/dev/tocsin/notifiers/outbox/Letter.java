package dev.tocsin.notifiers.outbox;

import java.time.Instant;

import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;

/** A notification read from the outbox, its offset and when it was read. */
record Letter(Notification notification, long offset, Instant readAt) {

    long sequence() {
        return notification.getSequence();
    }

    boolean isResolve() {
        return notification.getAction() == Action.resolve;
    }
}
