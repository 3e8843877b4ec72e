package dev.tocsin.escalation.identity;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * The unit that is judged: a service within the boundary of a team or cluster, written {@code namespace/service}.
 *
 * @throws IllegalArgumentException if a part is blank, has a slash in the namespace, or both together exceed 150 bytes
 */
public record ServiceId(String namespace, String service) implements Comparable<ServiceId> {

    /** The namespace where nothing says another. */
    public static final String DEFAULT_NAMESPACE = "default";

    /** The most bytes (UTF-8) namespace and service may have together. */
    public static final int MAX_BYTES = 150;

    private static final Comparator<ServiceId> ORDER = Comparator.comparing(ServiceId::namespace)
            .thenComparing(ServiceId::service);

    public ServiceId {
        if (namespace.isBlank() || namespace.indexOf('/') >= 0) {
            throw new IllegalArgumentException("namespace '" + shortened(namespace) + "' is blank or has a slash");
        }
        if (service.isBlank()) {
            throw new IllegalArgumentException("service of namespace '" + shortened(namespace) + "' is blank");
        }
        int bytes = utf8(namespace) + utf8(service);
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("service '" + shortened(service) + "' has " + bytes
                    + " bytes with its namespace, more than " + MAX_BYTES);
        }
    }

    /**
     * Reads {@code namespace/service}, or a bare {@code service} of the default namespace.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static ServiceId parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new ServiceId(DEFAULT_NAMESPACE, text)
                : new ServiceId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ServiceId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return namespace + "/" + service;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
