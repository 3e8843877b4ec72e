package dev.tocsin.app.simulate;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;

/** At which effective time each service is to be looked at next, though nothing happens to it. */
final class Alarms {

    private record Alarm(Instant at, ServiceId service) {}

    private final TreeSet<Alarm> alarms = new TreeSet<>(
            Comparator.comparing(Alarm::at).thenComparing(Alarm::service));
    private final Map<ServiceId, Alarm> alarmOf = new HashMap<>();

    /** In the place of what was set for the service. */
    void set(ServiceId service, Optional<Instant> at) {
        Alarm before = alarmOf.remove(service);
        if (before != null) {
            alarms.remove(before);
        }
        at.map(when -> new Alarm(when, service)).ifPresent(alarm -> {
            alarms.add(alarm);
            alarmOf.put(service, alarm);
        });
    }

    /** Null where none is set. */
    @Nullable
    Instant next() {
        return alarms.isEmpty() ? null : alarms.first().at();
    }

    /** Takes out the first service that is due; null where none is. */
    @Nullable
    ServiceId due(Instant now) {
        if (alarms.isEmpty() || alarms.first().at().isAfter(now)) {
            return null;
        }
        ServiceId service = alarms.first().service();
        set(service, Optional.empty());
        return service;
    }
}
