package dev.tocsin.topology.limits;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * How many services a process takes on, per namespace and in how many namespaces. First come, first served: a service
 * that is known stays, one too many waits until another is gone. Thread-safe.
 */
public final class ServiceLimits {

    /** The most services of one namespace where nothing else is set. */
    public static final int DEFAULT_SERVICES = 5_000;

    /** The most namespaces where nothing else is set. */
    public static final int DEFAULT_NAMESPACES = 200;

    private static final Logger LOG = LoggerFactory.getLogger(ServiceLimits.class);
    private static final int EXAMPLES = 5;
    private static final String MANY = "(other namespaces)";

    private final int mostServices;
    private final int mostNamespaces;
    private final Map<String, Set<String>> admitted = new ConcurrentHashMap<>();
    private final Map<String, Refused> refused = new ConcurrentHashMap<>();

    /**
     * What was refused in a namespace.
     *
     * @param times samples of services that weren't taken on
     * @param examples some of their names
     */
    public record Refused(long times, Set<String> examples) {}

    public ServiceLimits(int mostServices, int mostNamespaces) {
        if (mostServices < 1 || mostNamespaces < 1) {
            throw new IllegalArgumentException(
                    "limits of " + mostServices + " services and " + mostNamespaces + " namespaces let nothing in");
        }
        this.mostServices = mostServices;
        this.mostNamespaces = mostNamespaces;
    }

    /** Five thousand services in each of two hundred namespaces. */
    public static ServiceLimits standard() {
        return new ServiceLimits(DEFAULT_SERVICES, DEFAULT_NAMESPACES);
    }

    /** Without an end, for tests and measurements. */
    public static ServiceLimits none() {
        return new ServiceLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Whether a service is taken on; asked again, the answer is the same. */
    public boolean admit(ServiceId service) {
        Set<String> known = admitted.get(service.namespace());
        if (known != null && known.contains(service.service())) {
            return true;
        }
        boolean room = known == null ? admitted.size() < mostNamespaces : known.size() < mostServices;
        if (room) {
            hold(service);
        } else {
            refuse(service, known == null);
        }
        return room;
    }

    /** Counts a service that is known already, whatever the limits. */
    public void hold(ServiceId service) {
        admitted.compute(service.namespace(), (any, known) -> {
            Set<String> services = known == null ? ConcurrentHashMap.newKeySet() : known;
            services.add(service.service());
            return services;
        });
    }

    /** A service is gone, or goes on elsewhere. */
    public void release(ServiceId service) {
        admitted.computeIfPresent(service.namespace(), (any, known) -> {
            known.remove(service.service());
            return known.isEmpty() ? null : known;
        });
    }

    /** How many services are taken on. */
    public int services() {
        return admitted.values().stream().mapToInt(Set::size).sum();
    }

    /** What was refused since the start, by namespace; at most as many as there are namespaces. */
    public SortedMap<String, Refused> refused() {
        return new TreeMap<>(refused);
    }

    private void refuse(ServiceId service, boolean namespace) {
        String where = namespace ? MANY : service.namespace();
        refused.compute(where, (any, before) -> {
            if (before == null) {
                LOG.warn("{}: no more than {} are taken on, {} isn't; is there an id in its name?", where,
                        namespace ? mostNamespaces + " namespaces" : mostServices + " services", service);
                return new Refused(1, Set.of(service.toString()));
            }
            return new Refused(before.times + 1, examples(before.examples, service.toString()));
        });
    }

    private static Set<String> examples(Set<String> some, String one) {
        if (some.size() >= EXAMPLES || some.contains(one)) {
            return some;
        }
        Set<String> more = new LinkedHashSet<>(some);
        more.add(one);
        return Set.copyOf(more);
    }
}
