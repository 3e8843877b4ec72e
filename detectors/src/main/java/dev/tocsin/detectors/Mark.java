package dev.tocsin.detectors;

/** What a person tells a service's model. */
public enum Mark {
    /** The alarm was for nothing. */
    FALSE_ALARM,
    /** The alarm was worth it. */
    USEFUL,
    /** How the service is now is how it will be from now on. */
    NORMAL_NOW
}
