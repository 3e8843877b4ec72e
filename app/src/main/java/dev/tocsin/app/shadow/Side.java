package dev.tocsin.app.shadow;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.incidents.IncidentLine;

/** The alarms of one of the two profiles, by service. */
final class Side {

    /** An alarm this long before an incident opened still belongs to it. */
    private static final Duration EARLY = Duration.ofMinutes(30);

    private final Map<String, NavigableSet<Instant>> alarms = new HashMap<>();

    /** @param at the window's end */
    void alarm(String service, Instant at) {
        alarms.computeIfAbsent(service, any -> new TreeSet<>()).add(at);
    }

    /** Its alarms on so many service-days. */
    ShadowReport.Alarms told(double days) {
        long windows = alarms.values().stream().mapToLong(NavigableSet::size).sum();
        long hours = alarms.values().stream()
                .mapToLong(ends -> ends.stream().map(end -> end.minusMillis(1).truncatedTo(ChronoUnit.HOURS)).distinct()
                        .count())
                .sum();
        return new ShadowReport.Alarms(windows, hours, days == 0 ? null : hours / days);
    }

    /** When it first found the window of an incident unusual, null if it never did. */
    @Nullable
    Instant first(String service, IncidentLine incident) {
        NavigableSet<Instant> ends = alarms.get(service);
        Instant first = ends == null ? null : ends.ceiling(incident.openedAt().minus(EARLY));
        return first == null || first.isAfter(incident.changedAt()) ? null : first;
    }
}
