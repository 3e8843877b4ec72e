package dev.tocsin.escalation.feedback;

import java.util.Locale;

/** What became of an acknowledgement or a resolve: the name a metric counts it under. */
public enum Reception {
    /** The incident says who works on it. */
    ACKNOWLEDGED,
    /** The incident is over. */
    RESOLVED,
    /** Somebody had said so already, at the tier it has. */
    ALREADY_ACKNOWLEDGED,
    /** No open incident of the service has that id: it never was, or is over. */
    UNKNOWN_INCIDENT,
    /** The id names another service. */
    WRONG_SERVICE,
    /** The service is meant, and has no open incident. */
    NOTHING_OPEN,
    /** The service is meant, and has several. */
    SEVERAL_OPEN,
    /** The service is meant, but its incident opened after this was said. */
    OLDER_THAN_INCIDENT,
    /** It is an incident of Tocsin's own: the switchboard, which alone knows it, answers. */
    PASSED_ON,
    /** It is for whoever judges windows. */
    NOT_OF_INCIDENTS;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
