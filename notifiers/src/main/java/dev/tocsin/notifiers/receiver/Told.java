package dev.tocsin.notifiers.receiver;

import org.jspecify.annotations.Nullable;

/**
 * How an incident stands at the receiver after a delivery.
 *
 * @param open whether the receiver still shows it as open
 * @param channel Slack's channel id, as Slack returned it; of Alertmanager the alert as it was sent
 * @param ts Slack's message ts; a string, never a number
 */
public record Told(boolean open, @Nullable String channel, @Nullable String ts) {

    private static final Told OPEN = new Told(true, null, null);
    private static final Told CLOSED = new Told(false, null, null);

    /** Open, at a receiver that needs no address of a message. */
    public static Told opened() {
        return OPEN;
    }

    /** Closed, likewise. */
    public static Told closed() {
        return CLOSED;
    }
}
