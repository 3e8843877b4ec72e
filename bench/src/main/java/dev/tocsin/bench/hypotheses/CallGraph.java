package dev.tocsin.bench.hypotheses;

import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.neighbour.Calls;

/** Who calls whom in a recorded system. Filled before it is asked. */
final class CallGraph implements Calls {

    private final Map<ServiceId, SortedSet<ServiceId>> callees = new TreeMap<>();
    private final Map<ServiceId, SortedSet<ServiceId>> callers = new TreeMap<>();

    void add(ServiceId caller, ServiceId callee) {
        callees.computeIfAbsent(caller, unseen -> new TreeSet<>()).add(callee);
        callers.computeIfAbsent(callee, unseen -> new TreeSet<>()).add(caller);
    }

    @Override
    public Collection<ServiceId> callees(ServiceId service) {
        return callees.getOrDefault(service, new TreeSet<>());
    }

    @Override
    public Collection<ServiceId> callers(ServiceId service) {
        return callers.getOrDefault(service, new TreeSet<>());
    }
}
