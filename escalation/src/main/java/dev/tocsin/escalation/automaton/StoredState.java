package dev.tocsin.escalation.automaton;

/** The stored form of a {@link ServiceState}: versioned bytes of a fixed layout. */
public final class StoredState {

    private StoredState() {}

    /** The bytes; none at all for an empty state. */
    public static byte[] write(ServiceState state) {
        throw new UnsupportedOperationException();
    }

    /** @throws TornStateException if the bytes aren't whole, or are of a later version */
    public static ServiceState read(byte[] bytes) {
        throw new UnsupportedOperationException();
    }
}
