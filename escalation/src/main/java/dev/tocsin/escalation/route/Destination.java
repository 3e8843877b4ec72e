package dev.tocsin.escalation.route;

/**
 * A receiver as routing knows it.
 *
 * @param byDefault whether it is told of what no route and no team claims
 */
public record Destination(ReceiverType type, boolean byDefault) {

    /** One that is told by default. */
    public static Destination of(ReceiverType type) {
        return new Destination(type, true);
    }
}
