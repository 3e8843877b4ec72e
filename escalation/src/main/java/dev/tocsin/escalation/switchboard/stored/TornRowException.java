package dev.tocsin.escalation.switchboard.stored;

/** Stored bytes from which no row can be read: cut, overwritten, another kind of row, or of a later version. */
public final class TornRowException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TornRowException(String message) {
        super(message);
    }
}
