package dev.tocsin.escalation.route;

import dev.tocsin.escalation.incident.Tier;

/** What kind of receiver it is, and with that from which tier on it is told and whether a refresh is for it. */
public enum ReceiverType {
    PAGERDUTY(Tier.PAGE, false), SLACK(Tier.NOTIFY, true), DIGEST(Tier.DIGEST, false);

    private final Tier from;

    private final boolean refreshed;

    ReceiverType(Tier from, boolean refreshed) {
        this.from = from;
        this.refreshed = refreshed;
    }

    /** The lowest tier it is told without a route that says otherwise. */
    public Tier from() {
        return from;
    }

    /** Whether it shows a card that is worth redrawing when nobody needs to act; a pager or a log of lines isn't. */
    public boolean refreshed() {
        return refreshed;
    }
}
