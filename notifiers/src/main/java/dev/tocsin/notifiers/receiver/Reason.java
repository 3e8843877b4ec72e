package dev.tocsin.notifiers.receiver;

import java.util.Locale;

/** Why an outcome is what it is; {@link #label()} is its name in metrics, logs and the ledger. */
public enum Reason {
    /** The receiver accepted it. */
    ACCEPTED,
    /** A new Slack card was posted. */
    POSTED,
    /** The incident's Slack card was updated. */
    UPDATED,
    /** The card could no longer be changed, so a new one was posted in its place. */
    REPOSTED,
    /** Posted through the incoming webhook. */
    POSTED_BY_WEBHOOK,
    /** Written to the digest topic. */
    WRITTEN,
    /** Told after the receiver refused the full form. */
    RESHAPED,
    /** Told in one summary with others that opened and closed before the receiver could be told. */
    TOLD_AS_MISSED,

    /** Its sequence was already delivered. */
    ALREADY_DELIVERED,
    /** PagerDuty incidents are opened by the page tier only. */
    BELOW_PAGE,
    /** It has no tier. */
    NO_TIER,
    /** A resolve of something this receiver was never told. */
    NEVER_TOLD,
    /** The incident is closed at this receiver already. */
    ALREADY_CLOSED,
    /** A webhook can't change what it posted, and this change isn't worth another message. */
    WEBHOOK_CANNOT_UPDATE,

    /** A newer state of the incident took its place while it waited. */
    NEWER_STATE,
    /** The incident opened and closed before the receiver could be told. */
    HAPPENED_WHILE_DOWN,

    /** Too many requests. */
    RATE_LIMITED,
    /** The receiver answered 5xx or an error of its own. */
    RECEIVER_FAILED(true, false),
    /** The receiver failed and may have taken it nevertheless. */
    RECEIVER_FAILED_MIDWAY(true, true),
    /** No answer in time; it may have arrived. */
    HUNG(true, true),
    /** The connection broke before the answer; it may have arrived. */
    RESET(true, true),
    /** No connection; it can't have arrived. */
    UNREACHABLE(true, false),
    /** The receiver answered what its API doesn't know. */
    ODD_ANSWER(true, true),
    /** The destination or the credentials are refused: down until a person repairs it. */
    DESTINATION_REFUSED(true, false),
    /** Kafka didn't take the record. */
    KAFKA_UNAVAILABLE(true, false),

    /** Something in Tocsin itself failed on the way. */
    BROKEN,

    /** The receiver calls the message invalid in its plainest form too. */
    INVALID_PAYLOAD,
    /** It could not be put into words: a bug. */
    NOT_RENDERED,
    /** The outbox record can't be read. */
    UNREADABLE,

    /** Capped by observe mode, it would have paged. */
    OBSERVE;

    private final boolean sick;
    private final boolean ambiguous;

    Reason() {
        this(false, false);
    }

    Reason(boolean sick, boolean ambiguous) {
        this.sick = sick;
        this.ambiguous = ambiguous;
    }

    /** Its name in metrics, logs and the ledger. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it speaks against the receiver's health. */
    public boolean sick() {
        return sick;
    }

    /** Whether the message may have arrived nevertheless, so that telling it again may tell it twice. */
    public boolean ambiguous() {
        return ambiguous;
    }
}
