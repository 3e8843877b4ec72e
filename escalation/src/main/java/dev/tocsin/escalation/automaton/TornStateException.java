package dev.tocsin.escalation.automaton;

/** Stored bytes from which no service state can be read. */
public final class TornStateException extends RuntimeException {

    public TornStateException(String message) {
        super(message);
    }

    TornStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
