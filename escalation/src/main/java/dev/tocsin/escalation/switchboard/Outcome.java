package dev.tocsin.escalation.switchboard;

import java.util.Locale;

/** What the switchboard decided about one transition or one open line: the name a metric counts it under. */
public enum Outcome {
    /** Told to somebody for the first time, or louder than before. */
    RAISED,
    /** Told again to those who knew. */
    UPDATED,
    /** A card was redrawn. */
    REFRESHED,
    /** Its end was told to all who knew. */
    RESOLVED,
    /** Too old to be told before it is known to be still true. */
    HELD,
    /** Over before anybody could be told; goes into the summary. */
    SUMMARISED,
    /** A cap of {@code none}, or a tier of none: nobody is told. */
    SILENT,
    /** A transition that is never told: near miss, expired, suppressed. */
    UNTOLD,
    /** A resolve of an incident nobody was told of, or that isn't open. */
    UNKNOWN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
