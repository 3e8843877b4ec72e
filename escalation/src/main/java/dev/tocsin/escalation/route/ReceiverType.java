package dev.tocsin.escalation.route;

import java.util.Locale;

import dev.tocsin.escalation.incident.Tier;

/** What kind of receiver it is, and with that from which tier on it is told and whether a refresh is for it. */
public enum ReceiverType {
    PAGERDUTY(Tier.PAGE, Tier.PAGE, false), SLACK(Tier.NOTIFY, Tier.DIGEST, true), //
    WEBHOOK(Tier.NOTIFY, Tier.DIGEST, false), ALERTMANAGER(Tier.NOTIFY, Tier.DIGEST, false), //
    DIGEST(Tier.DIGEST, Tier.DIGEST,
            false);

    private final Tier from;

    private final Tier lowest;

    private final boolean refreshed;

    ReceiverType(Tier from, Tier lowest, boolean refreshed) {
        this.from = from;
        this.lowest = lowest;
        this.refreshed = refreshed;
    }

    /** The lowest tier it is told without a route that says otherwise. */
    public Tier from() {
        return from;
    }

    /** The lowest tier a route can have it told: a pager is for pages only. */
    public Tier lowest() {
        return lowest;
    }

    /** Whether it shows a card that is worth redrawing when nobody needs to act; a pager or a log of lines isn't. */
    public boolean refreshed() {
        return refreshed;
    }

    /** Its name in settings, groups and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
