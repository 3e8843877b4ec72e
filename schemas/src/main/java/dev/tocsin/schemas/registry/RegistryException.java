package dev.tocsin.schemas.registry;

/** A request to the Schema Registry that failed; {@link #failure()} says how, its message what to do next. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient RegistryFailure failure;

    public RegistryException(RegistryFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public RegistryFailure failure() {
        return failure;
    }
}
