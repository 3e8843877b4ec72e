package dev.tocsin.app.settings;

/** Text that is never shown: prints as stars. */
public record Secret(String reveal) {

    /** What is shown instead of a secret. */
    public static final String MASK = "****";

    public Secret {
        if (reveal.isBlank()) {
            throw new IllegalArgumentException("a secret is blank");
        }
    }

    @Override
    public String toString() {
        return MASK;
    }
}
