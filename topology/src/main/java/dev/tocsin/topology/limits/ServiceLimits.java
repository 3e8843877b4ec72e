package dev.tocsin.topology.limits;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * How many services a process takes on, per namespace and in how many namespaces. A service that was heard in a few
 * windows keeps its place; one that was heard once gives way. Thread-safe.
 */
public final class ServiceLimits {

    /** Heard in so many windows, a service keeps its place until it is gone. */
    public static final int SETTLED = Place.SETTLED;

    /** Where namespaces are told of that have no place. */
    public static final String OTHERS = "(other namespaces)";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceLimits.class);
    private static final int EXAMPLES = 5;
    private static final Duration USUAL_QUIET = Duration.ofMinutes(2);

    private final TelemetryLimits limits;
    private final long quietMillis;
    private final Map<String, Places> admitted = new ConcurrentHashMap<>();
    private final Map<String, Refused> refused = new ConcurrentHashMap<>();

    /**
     * What was refused in a namespace.
     *
     * @param times samples of services that weren't taken on
     * @param examples some of their names
     */
    public record Refused(long times, Set<String> examples) {}

    /** @param quiet a service that was hardly heard and is silent for so long gives way */
    public ServiceLimits(TelemetryLimits limits, Duration quiet) {
        this.limits = limits;
        this.quietMillis = quiet.toMillis();
    }

    /** The usual limits, for windows of a minute. */
    public static ServiceLimits standard() {
        return new ServiceLimits(TelemetryLimits.STANDARD, USUAL_QUIET);
    }

    /** Practically without an end, for measurements. */
    public static ServiceLimits none() {
        return new ServiceLimits(new TelemetryLimits(1_000_000, 1_000_000, TelemetryLimits.STANDARD.metrics(),
                TelemetryLimits.STANDARD.instances()), USUAL_QUIET);
    }

    public TelemetryLimits limits() {
        return limits;
    }

    /**
     * Whether a service is taken on; that it is may cost another its place, which {@link #knows} then tells.
     *
     * @param time of its sample, epoch milliseconds
     * @param signals how many of its metrics a built-in signal understands
     */
    public boolean admit(ServiceId service, long time, int signals) {
        Places places = places(service.namespace(), time);
        Places.Answer answer = places == null
                ? Places.Answer.REFUSED
                : places.admit(service.service(), time, signals);
        if (answer != Places.Answer.TAKEN) {
            refuse(service, places == null, answer);
        }
        return answer != Places.Answer.REFUSED;
    }

    private @Nullable Places places(String namespace, long time) {
        Places known = admitted.get(namespace);
        if (known != null) {
            return known;
        }
        if (admitted.size() >= limits.namespaces()) {
            admitted.values().removeIf(places -> places.givesWay(time));
        }
        return admitted.size() >= limits.namespaces() ? null : own(namespace);
    }

    private Places own(String namespace) {
        return admitted.computeIfAbsent(namespace, any -> new Places(limits.services(), quietMillis));
    }

    /** Whether all places of a namespace are taken. */
    public boolean isFull(String namespace) {
        Places places = admitted.get(namespace);
        return places != null && places.size() >= limits.services();
    }

    /** Whether a service still has its place. */
    public boolean knows(ServiceId service) {
        Places places = admitted.get(service.namespace());
        return places != null && places.knows(service.service());
    }

    /**
     * A window of a service was closed in which it was heard.
     *
     * @param time of its newest sample, epoch milliseconds
     * @return whether it has a place
     */
    public boolean heard(ServiceId service, long time, int signals) {
        Places places = admitted.get(service.namespace());
        return places != null && places.heard(service.service(), time, signals);
    }

    /**
     * Counts a service that has state already, whatever the limits.
     *
     * @param windows in which it was heard, as far as is known
     * @param newest when it was heard last, epoch milliseconds
     */
    public void hold(ServiceId service, int windows, long newest) {
        own(service.namespace()).hold(service.service(), windows, newest);
    }

    /** A service is gone, or goes on elsewhere. */
    public void release(ServiceId service) {
        admitted.computeIfPresent(service.namespace(), (any, places) -> {
            places.release(service.service());
            return places.size() == 0 ? null : places;
        });
    }

    /** How many services are taken on. */
    public int services() {
        return admitted.values().stream().mapToInt(Places::size).sum();
    }

    /** What was refused since the start, by namespace; at most as many as there are namespaces. */
    public SortedMap<String, Refused> refused() {
        return new TreeMap<>(refused);
    }

    /** Where a service's refusal is told of: its namespace, as long as there is a place for that. */
    public String told(ServiceId service) {
        return admitted.containsKey(service.namespace()) ? service.namespace() : OTHERS;
    }

    private void refuse(ServiceId service, boolean namespace, Places.Answer answer) {
        Refused now = refused.compute(namespace ? OTHERS : service.namespace(), (any, before) -> before == null
                ? new Refused(1, Set.of(service.toString()))
                : new Refused(before.times + 1, examples(before.examples, service.toString())));
        if (now.times == 1) {
            LOG.warn("{}: no more than {} are taken on; {} {}. Is there an id in its name?", told(service),
                    namespace ? limits.namespaces() + " namespaces" : limits.services() + " services", service,
                    answer == Places.Answer.REFUSED ? "isn't" : "takes the place of one that was heard once");
        } else if (now.times == EXAMPLES) {
            LOG.warn("{}: one too many were {}", told(service), now.examples);
        }
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
