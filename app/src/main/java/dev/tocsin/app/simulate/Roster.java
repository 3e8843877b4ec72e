package dev.tocsin.app.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Occurrence;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Verdict;

/** The services under simulation, what escalation remembers of each, and when the next window of each ends. */
final class Roster {

    private final Map<ServiceId, Watched> known = new TreeMap<>();
    private final Map<ServiceId, ServiceState> onlyChanged = new HashMap<>();
    private final TreeMap<Instant, TreeSet<ServiceId>> windows = new TreeMap<>();

    /** A window of a service was told, or was missing. */
    void told(Verdict verdict) {
        ServiceId service = verdict.service();
        Watched before = known.getOrDefault(service,
                Watched.since(verdict).with(onlyChanged.getOrDefault(service, ServiceState.EMPTY)));
        onlyChanged.remove(service);
        forgetWindow(before.nextEnd(), service);
        Watched after = before.told(verdict, verdict.phase() != Phase.NO_DATA);
        known.put(service, after);
        windows.computeIfAbsent(after.nextEnd(), unseen -> new TreeSet<>()).add(service);
    }

    /** Windows that end at a time and of which nothing was told. */
    List<Verdict> missing(Instant at, Collection<Occurrence> told) {
        List<Verdict> missing = new ArrayList<>();
        TreeSet<ServiceId> due = windows.remove(at);
        for (ServiceId service : due == null ? new TreeSet<ServiceId>() : due) {
            Watched watched = known.get(service);
            boolean spoke = told.stream().anyMatch(what -> what instanceof Verdict && what.service().equals(service));
            if (watched != null && !spoke) {
                missing.add(Verdict.noData(service, watched.closedUntil(), at));
            }
        }
        return missing;
    }

    /** When the next window of any service ends, null where there is none. */
    @Nullable
    Instant nextEnd() {
        return windows.isEmpty() ? null : windows.firstKey();
    }

    /** Null for a service of which no window was ever told. */
    @Nullable
    Watched watched(ServiceId service) {
        return known.get(service);
    }

    ServiceState state(ServiceId service) {
        Watched watched = known.get(service);
        return watched != null ? watched.state() : onlyChanged.getOrDefault(service, ServiceState.EMPTY);
    }

    void keep(ServiceId service, ServiceState state) {
        Watched watched = known.get(service);
        if (watched != null) {
            known.put(service, watched.with(state));
        } else if (state.isEmpty()) {
            onlyChanged.remove(service);
        } else {
            onlyChanged.put(service, state);
        }
    }

    void forget(ServiceId service) {
        Watched gone = known.remove(service);
        if (gone != null) {
            forgetWindow(gone.nextEnd(), service);
        }
    }

    int size() {
        return known.size();
    }

    /** How many are silent at a time. */
    int silent(Instant at) {
        return (int) known.values().stream().filter(watched -> watched.silent(at)).count();
    }

    /** Whether over half of at least two have nothing in their newest window. */
    boolean mostlyMute() {
        return known.size() > 1 && 2 * known.values().stream().filter(Watched::mute).count() > known.size();
    }

    private void forgetWindow(Instant end, ServiceId service) {
        windows.computeIfPresent(end, (unused, services) -> {
            services.remove(service);
            return services.isEmpty() ? null : services;
        });
    }
}
