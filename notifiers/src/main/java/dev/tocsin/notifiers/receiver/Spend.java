package dev.tocsin.notifiers.receiver;

/** The kind of call a receiver makes; each has a rate budget of its own. */
public enum Spend {
    /** A new message or event. */
    POST,
    /** A change of a message that is already there. */
    UPDATE
}
