package dev.tocsin.topology.profile;

import java.util.List;
import java.util.function.Supplier;

import dev.tocsin.detectors.Profile;

/** Where every task finds the profiles in force; documents that change are used from the next window on. Thread-safe. */
public final class ProfilesInForce {

    private final Supplier<List<ServiceProfile>> documents;
    private final Profile usual;
    private volatile Edition edition;

    private record Edition(List<ServiceProfile> documents, Profiles profiles) {}

    /**
     * @param documents in force; the same list until one changes
     * @param usual of every service that no document speaks of
     */
    public ProfilesInForce(Supplier<List<ServiceProfile>> documents, Profile usual) {
        this.documents = documents;
        this.usual = usual;
        this.edition = edition(documents.get());
    }

    /** The same value until a document changes. */
    public Profiles current() {
        List<ServiceProfile> newest = documents.get();
        Edition known = edition;
        if (known.documents != newest) {
            known = known.documents.equals(newest) ? new Edition(newest, known.profiles) : edition(newest);
            edition = known;
        }
        return known.profiles;
    }

    private Edition edition(List<ServiceProfile> newest) {
        return new Edition(newest, new Profiles(newest, usual));
    }
}
