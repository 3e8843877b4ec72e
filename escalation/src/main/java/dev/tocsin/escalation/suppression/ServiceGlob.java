package dev.tocsin.escalation.suppression;

import dev.tocsin.escalation.identity.ServiceId;

/** Which services are meant: those whose namespace and name both match. */
public record ServiceGlob(Glob namespace, Glob service) {

    /** Every service of every namespace. */
    public static final ServiceGlob ANY = new ServiceGlob(Glob.ANY, Glob.ANY);

    /**
     * Reads {@code namespace/service}, or a bare {@code service} of any namespace; both parts are globs.
     *
     * @throws IllegalArgumentException if a part is blank or too long
     */
    public static ServiceGlob parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new ServiceGlob(Glob.ANY, new Glob(text))
                : new ServiceGlob(new Glob(text.substring(0, slash)), new Glob(text.substring(slash + 1)));
    }

    public boolean matches(ServiceId id) {
        return namespace.matches(id.namespace()) && service.matches(id.service());
    }

    /** Whether it matches whatever the other matches, as far as can be seen by their words. */
    public boolean covers(ServiceGlob other) {
        return namespace.covers(other.namespace) && service.covers(other.service);
    }

    /** How many characters of both parts stand for themselves. */
    public int literals() {
        return namespace.literals() + service.literals();
    }

    @Override
    public String toString() {
        return namespace + "/" + service;
    }
}
