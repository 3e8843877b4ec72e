package dev.tocsin.app.doctor;

/**
 * What one look found.
 *
 * @param check what was looked at
 * @param seen what was seen, for a person; without secrets
 * @param next what to do next; empty where nothing is to be done
 */
public record Diagnosis(String check, Status status, String seen, String next) {

    /** How it stands. */
    public enum Status {
        ok,
        /** Works, but someone should look at it, or nobody could look. */
        warn,
        /** The service can't do its work so. */
        fail
    }

    static Diagnosis ok(String check, String seen) {
        return new Diagnosis(check, Status.ok, seen, "");
    }

    static Diagnosis warn(String check, String seen, String next) {
        return new Diagnosis(check, Status.warn, seen, next);
    }

    static Diagnosis fail(String check, String seen, String next) {
        return new Diagnosis(check, Status.fail, seen, next);
    }
}
