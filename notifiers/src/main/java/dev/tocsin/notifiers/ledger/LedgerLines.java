package dev.tocsin.notifiers.ledger;

import java.time.Instant;
import java.util.List;

import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Outcome.Skipped;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Outcome;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

/** Outcomes as lines of the ledger. */
public final class LedgerLines {

    private static final String OBSERVE = "observe";

    private LedgerLines() {}

    /** What became of a notification. */
    public static Delivery of(String receiver, Notification notification, Outcome outcome, Reason reason, String detail,
            int attempts, Instant at) {
        return Delivery.newBuilder().setReceiver(receiver).setNotification(notification.getId())
                .setIncident(notification.getIncident()).setSequence(notification.getSequence()).setOutcome(outcome)
                .setReason(reason.label()).setDetail(detail).setAttempts(attempts).setTier(notification.getTier())
                .setAt(at).setEventAt(notification.getAt()).build();
    }

    /**
     * A record of the outbox that can't be read, known by its place only.
     *
     * @param place {@code topic-partition-offset}
     * @param incident the record's key
     */
    public static Delivery unreadable(String receiver, String place, String incident, String detail, Instant at,
            Instant eventAt) {
        return Delivery.newBuilder().setReceiver(receiver).setNotification(place).setIncident(incident).setSequence(0)
                .setOutcome(Outcome.rejected).setReason(Reason.UNREADABLE.label()).setAttempts(0).setTier(Tier.none)
                .setDetail(detail).setAt(at)
                .setEventAt(eventAt).build();
    }

    /** What became of a digest that was sent at a set time. */
    public static Delivery digest(String receiver, String digest, dev.tocsin.notifiers.receiver.Outcome outcome,
            Instant due, Instant at) {
        Outcome kind = switch (outcome) {
            case Delivered _ -> Outcome.delivered;
            case Rejected _ -> Outcome.rejected;
            case Retry _ -> Outcome.retrying;
            case Skipped _ -> Outcome.skipped;
        };
        String detail = outcome instanceof Rejected(Reason _, String why) ? why : "";
        return Delivery.newBuilder().setReceiver(receiver)
                .setNotification("digest/" + digest + "#" + due.getEpochSecond())
                .setIncident("digest/" + digest).setSequence(due.getEpochSecond()).setOutcome(kind)
                .setReason(outcome.reason().label()).setDetail(detail).setAttempts(1).setTier(Tier.digest).setAt(at)
                .setEventAt(due).build();
    }

    /** {@code receiver/notification id}. */
    public static String key(Delivery line) {
        return line.getReceiver() + "/" + line.getNotification();
    }

    /** Whether somebody would have been paged by it, had its namespace not been only observed. */
    public static boolean wouldHavePaged(Notification notification) {
        Transition transition = notification.getTransition();
        return OBSERVE.equals(notification.getCappedBy()) && notification.getUncappedTier() == Tier.page
                && notification.getAction() != Action.resolve && (transition == Transition.opened
                        || transition == Transition.escalated || transition == Transition.reopened);
    }

    /** Who would have been: {@code otherwise} where a notification of an earlier release doesn't say. */
    public static List<String> pagers(Notification notification, String otherwise) {
        return notification.getWouldPage().isEmpty() ? List.of(otherwise) : notification.getWouldPage();
    }

    /** Whether the n-th failed attempt is worth a line: the first, then at twice as many each time. */
    public static boolean isWorthALine(int attempts) {
        return Integer.bitCount(attempts) == 1;
    }
}
