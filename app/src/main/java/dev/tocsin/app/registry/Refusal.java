package dev.tocsin.app.registry;

import java.util.List;

/**
 * A request that is answered with an error.
 *
 * @param status of HTTP
 * @param code Confluent's, finer than the status
 */
record Refusal(int status, int code, String message) {

    /** Carries a refusal to where requests are answered. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.message());
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    RefusedException thrown() {
        return new RefusedException(this);
    }

    static Refusal noSubject(String subject) {
        return new Refusal(404, 40401, "Subject '" + subject + "' not found.");
    }

    static Refusal noVersion(String version) {
        return new Refusal(404, 40402, "Version " + version + " not found.");
    }

    static Refusal noSchema(String what) {
        return new Refusal(404, 40403, "Schema " + what + " not found.");
    }

    static Refusal noLevel(String subject) {
        return new Refusal(404, 40408,
                "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static Refusal incompatible(String subject, List<String> objections) {
        return new Refusal(409, 409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject + "\": "
                        + String.join("; ", objections));
    }

    static Refusal invalidSchema(String why) {
        return new Refusal(422, 42201, "Invalid schema: " + why);
    }

    static Refusal invalidVersion(String version) {
        return new Refusal(422, 42202, "The specified version '" + version
                + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
    }

    static Refusal invalidLevel(String level) {
        return new Refusal(422, 42203, "Invalid compatibility level: '" + level + "'. Valid values are "
                + List.of(CompatibilityLevel.values()));
    }

    static Refusal unreadable(String why) {
        return new Refusal(400, 400, "The request's body can't be read: " + why);
    }

    static Refusal logFailed(String why) {
        return new Refusal(500, 50001, "Error in the backend data store: " + why);
    }
}
