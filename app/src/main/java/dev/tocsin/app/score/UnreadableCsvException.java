package dev.tocsin.app.score;

/** A CSV that can't be read as metrics; the message names file, line and what is wrong. */
public final class UnreadableCsvException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableCsvException(String file, String problem) {
        super(file + ": " + problem);
    }

    public UnreadableCsvException(String file, long line, String problem) {
        super(file + ":" + line + ": " + problem);
    }
}
