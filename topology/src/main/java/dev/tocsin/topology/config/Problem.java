package dev.tocsin.topology.config;

/**
 * What is wrong with a document.
 *
 * @param path JSON Pointer of the field, empty for the document itself
 * @param reason what is wrong there and, where it can be said, what would be right
 */
public record Problem(String path, String reason) implements Comparable<Problem> {

    public Problem {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("problem at '" + path + "' has no reason");
        }
    }

    /** A problem of the document as a whole. */
    public static Problem ofDocument(String reason) {
        return new Problem("", reason);
    }

    /** The pointer of a field below another. */
    public static String child(String path, String field) {
        return path + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public int compareTo(Problem other) {
        int byPath = path.compareTo(other.path);
        return byPath != 0 ? byPath : reason.compareTo(other.reason);
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "/" : path) + ": " + reason;
    }
}
