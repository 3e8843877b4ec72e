package dev.tocsin.topology.profile;

import dev.tocsin.detectors.Profile;

/** What a document's profile is made from. */
public enum Base {
    /** The one of every service that no document speaks of. */
    STANDARD,
    /** A small model for a service of few metrics; another kind, so it begins anew. */
    LIGHT;

    /** The profile of this base, beside the one that is usual here. */
    Profile of(Profile usual) {
        return switch (this) {
            case STANDARD -> usual.kind() == Profile.Kind.STANDARD ? usual : Profile.standard(usual.window());
            case LIGHT -> Profile.light(usual.window());
        };
    }
}
