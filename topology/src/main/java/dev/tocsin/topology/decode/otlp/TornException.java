package dev.tocsin.topology.decode.otlp;

/** Bytes end or contradict themselves before the message is whole. */
final class TornException extends Exception {

    private static final long serialVersionUID = 1;

    TornException(String message) {
        super(message, null, false, false);
    }
}
