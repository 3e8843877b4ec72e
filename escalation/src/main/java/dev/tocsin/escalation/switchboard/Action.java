package dev.tocsin.escalation.switchboard;

/** What a notification is to the receivers it names: the first of the incident, another one, or the last. */
public enum Action {
    TRIGGER, UPDATE, RESOLVE
}
