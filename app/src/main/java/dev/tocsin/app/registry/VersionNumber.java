package dev.tocsin.app.registry;

import java.util.List;
import java.util.Optional;

import dev.tocsin.app.registry.SchemaEvent.Registered;

/** A version as a URL names it: a number from 1, or the newest. */
record VersionNumber(int number) {

    private static final int NEWEST = -1;

    static VersionNumber parse(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return new VersionNumber(NEWEST);
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return new VersionNumber(number);
            }
        } catch (NumberFormatException _) {
            // said below, as for a number below 1
        }
        throw Refusal.invalidVersion(text).thrown();
    }

    boolean isNewest() {
        return number == NEWEST;
    }

    Optional<Registered> of(List<Registered> versions) {
        if (isNewest()) {
            return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
        }
        return versions.stream().filter(version -> version.version() == number).findFirst();
    }
}
