package dev.tocsin.topology.decode;

/** A record waited for the registry for so long that the thread gives it back uncommitted, to be read again. */
public final class HeldTooLongException extends RuntimeException {

    public HeldTooLongException(String message) {
        super(message);
    }
}
