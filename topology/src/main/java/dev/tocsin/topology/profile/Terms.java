package dev.tocsin.topology.profile;

import java.util.List;

import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.suppression.Glob;

/**
 * By what a service is judged.
 *
 * @param label name and version, as verdicts tell it
 * @param ignored metrics that are told but not judged
 */
public record Terms(String label, Profile profile, List<Glob> ignored) {

    public Terms {
        ignored = List.copyOf(ignored);
    }

    /** A profile that no document says. */
    static Terms of(Profile profile) {
        return new Terms(profile.name() + "@" + profile.version(), profile, List.of());
    }
}
