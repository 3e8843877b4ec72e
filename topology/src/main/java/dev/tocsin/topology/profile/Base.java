package dev.tocsin.topology.profile;

import dev.tocsin.detectors.Profile;

/** What a document's profile is made from. */
public enum Base {
    /** The one of every service that no document speaks of. */
    STANDARD;

    /** The profile of this base, beside the one that is usual here. */
    Profile of(Profile usual) {
        return switch (this) {
            case STANDARD -> usual;
        };
    }
}
