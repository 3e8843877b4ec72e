package dev.tocsin.app.simulate;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** A line of a file that isn't what it should be; the message begins with {@code file:line}. */
final class UnreadableLineException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableLineException(Path file, int line, String reason, @Nullable Throwable cause) {
        super(file + ":" + line + ": " + reason, cause);
    }
}
