package dev.tocsin.escalation.neighbour;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.rule.Where;
import dev.tocsin.escalation.signal.Fingerprint;

/**
 * Who calls whom, and who shares a node. Calls may form cycles. Immutable.
 *
 * <p>
 * A document of one namespace means that namespace's services; one of all namespaces means, by a bare name, the service
 * of that name in each namespace.
 */
public final class DependencyMap implements Calls {

    /** Nobody is known to call anybody. */
    public static final DependencyMap EMPTY = new DependencyMap(List.of());

    /** A walk that meets more services than this stops: it would take in half of a large map. */
    private static final int MOST_VISITED = 1_000;

    private final Map<ServiceId, SortedSet<ServiceId>> callees = new TreeMap<>();
    private final Map<ServiceId, SortedSet<ServiceId>> callers = new TreeMap<>();
    private final Map<ServiceId, SortedSet<ServiceId>> roommates = new TreeMap<>();
    private final Map<String, SortedSet<String>> anyCallees = new TreeMap<>();
    private final Map<String, SortedSet<String>> anyCallers = new TreeMap<>();
    private final Map<String, SortedSet<String>> anyRoommates = new TreeMap<>();
    private final long version;

    /**
     * What one document says, names as it writes them.
     *
     * @param namespace the document's, {@code *} for all
     * @param calls callees by caller
     * @param nodes services by node
     */
    public record Part(String namespace, Map<String, List<String>> calls, Map<String, List<String>> nodes) {

        public Part {
            calls = Map.copyOf(calls);
            nodes = Map.copyOf(nodes);
            calls.forEach((caller, callees) -> {
                check(caller);
                callees.forEach(Part::check);
            });
            nodes.values().forEach(services -> services.forEach(Part::check));
        }

        private static void check(String name) {
            ServiceId.parse(name);
        }

        private boolean everywhere() {
            return namespace.equals("*");
        }
    }

    public DependencyMap(Collection<Part> parts) {
        for (Part part : parts) {
            part.calls().forEach((caller, called) -> called.forEach(callee -> {
                relate(part, caller, callee, callees, anyCallees);
                relate(part, callee, caller, callers, anyCallers);
            }));
            part.nodes().values().forEach(services -> services.forEach(one -> services.forEach(
                    other -> relate(part, one, other, roommates, anyRoommates))));
        }
        version = Fingerprint.of(callees + "|" + anyCallees + "|" + roommates + "|" + anyRoommates);
    }

    /** Two services, one map: a part of everywhere relates bare names in every namespace. */
    private static void relate(Part part, String one, String other, Map<ServiceId, SortedSet<ServiceId>> byId,
            Map<String, SortedSet<String>> byName) {
        if (one.equals(other)) {
            return;
        }
        if (part.everywhere() && one.indexOf('/') < 0 && other.indexOf('/') < 0) {
            byName.computeIfAbsent(one, unseen -> new TreeSet<>()).add(other);
        } else {
            byId.computeIfAbsent(id(part, one), unseen -> new TreeSet<>()).add(id(part, other));
        }
    }

    private static ServiceId id(Part part, String name) {
        return name.indexOf('/') >= 0 || part.everywhere()
                ? ServiceId.parse(name)
                : new ServiceId(part.namespace(), name);
    }

    public boolean isEmpty() {
        return callees.isEmpty() && anyCallees.isEmpty() && roommates.isEmpty() && anyRoommates.isEmpty();
    }

    /** Changes when anything in it does. */
    public long version() {
        return version;
    }

    /** The first digits of the version, as people see it. */
    public String versionText() {
        return Fingerprint.hex(version).substring(0, 8);
    }

    /** Whom a service calls itself. */
    @Override
    public SortedSet<ServiceId> callees(ServiceId service) {
        return direct(service, callees, anyCallees);
    }

    /** Who calls a service itself. */
    @Override
    public SortedSet<ServiceId> callers(ServiceId service) {
        return direct(service, callers, anyCallers);
    }

    /** Those that stand so to a service, with the fewest hops between; nearest first, the service itself never. */
    public Map<ServiceId, Integer> related(ServiceId service, Where.Relation relation, int maxHops) {
        return switch (relation) {
            case CALLEE_OF -> within(service, maxHops, this::callees);
            case CALLER_OF -> within(service, maxHops, this::callers);
            case SAME_NODE -> within(service, 1, id -> direct(id, roommates, anyRoommates));
        };
    }

    /** To whom a service stands so: the other way round. */
    public Map<ServiceId, Integer> listeners(ServiceId service, Where.Relation relation, int maxHops) {
        return switch (relation) {
            case CALLEE_OF -> related(service, Where.Relation.CALLER_OF, maxHops);
            case CALLER_OF -> related(service, Where.Relation.CALLEE_OF, maxHops);
            case SAME_NODE -> related(service, Where.Relation.SAME_NODE, maxHops);
        };
    }

    private static Map<ServiceId, Integer> within(ServiceId service, int maxHops,
            Function<ServiceId, SortedSet<ServiceId>> next) {
        Map<ServiceId, Integer> hops = new LinkedHashMap<>();
        hops.put(service, 0);
        Deque<ServiceId> frontier = new ArrayDeque<>(List.of(service));
        while (!frontier.isEmpty() && hops.size() <= MOST_VISITED) {
            ServiceId here = frontier.poll();
            int away = hops.getOrDefault(here, 0) + 1;
            if (away > maxHops) {
                break;
            }
            for (ServiceId there : next.apply(here)) {
                if (hops.putIfAbsent(there, away) == null) {
                    frontier.add(there);
                }
            }
        }
        hops.remove(service);
        return hops;
    }

    private static SortedSet<ServiceId> direct(ServiceId service, Map<ServiceId, SortedSet<ServiceId>> byId,
            Map<String, SortedSet<String>> byName) {
        SortedSet<ServiceId> found = new TreeSet<>(byId.getOrDefault(service, new TreeSet<>()));
        for (String name : byName.getOrDefault(service.service(), new TreeSet<>())) {
            found.add(new ServiceId(service.namespace(), name));
        }
        return found;
    }
}
