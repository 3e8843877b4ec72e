package dev.tocsin.app.config;

import java.nio.file.Path;

import dev.tocsin.topology.config.Problem;

/**
 * A problem or a note with the place it is about.
 *
 * @param line from 1; 0 where no line can be named
 * @param path JSON Pointer within the document, empty for the document or the file
 */
public record Finding(String file, int line, String path, String reason) {

    static Finding ofFile(Path file, int line, String reason) {
        return new Finding(file.toString(), line, "", reason);
    }

    static Finding of(FileDocument document, Problem problem) {
        return new Finding(document.file().toString(), document.line(problem.path()), problem.path(),
                problem.reason());
    }

    /** {@code file:line path: reason}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (path.isEmpty() ? "" : " " + path) + ": " + reason;
    }
}
