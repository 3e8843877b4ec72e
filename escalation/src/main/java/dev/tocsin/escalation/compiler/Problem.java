package dev.tocsin.escalation.compiler;

/**
 * Why a document can't come into force.
 *
 * @param path where, as a JSON pointer into the document, e.g. {@code /spec/match/sequence/2/signal}
 * @param reason what is wrong there, and what would be right
 */
public record Problem(Kind kind, String path, String reason) {

    /** Whether the document itself is wrong, or only speaks of something that isn't there (yet). */
    public enum Kind {
        INVALID, MISSING
    }

    @Override
    public String toString() {
        return path + ": " + reason;
    }
}
