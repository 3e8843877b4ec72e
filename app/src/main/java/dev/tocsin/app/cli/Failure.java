package dev.tocsin.app.cli;

import org.jspecify.annotations.Nullable;

/** A command that can't go on, said in one line, with what to do next. Ends the process with exit code 1. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message what is wrong, one line, without secrets
     * @param remedy what to do next, one line or several; empty where the message says it already
     */
    public Failure(String message, String remedy) {
        this(message, remedy, null);
    }

    public Failure(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
