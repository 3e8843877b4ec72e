package dev.tocsin.notifiers;

import java.util.Objects;

/** A key, token or secret URL: prints as {@code ***} and reaches nothing but the request it authorises. */
public final class Secret {

    private static final String MASK = "***";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * The secret with this value, without the white space around it that files and environments add.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("secret is blank");
        }
        return new Secret(value.strip());
    }

    /** The value itself, for the request only. */
    public String reveal() {
        return value;
    }

    /** The text with every occurrence of this secret masked. */
    public String maskedIn(String text) {
        return text.replace(value, MASK);
    }

    @Override
    public String toString() {
        return MASK;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }
}
