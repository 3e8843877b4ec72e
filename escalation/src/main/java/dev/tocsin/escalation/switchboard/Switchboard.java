package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;

/**
 * The one place that tiers, routes and numbers notifications: rows and an event in, rows and notifications out. It has
 * no state, clock or randomness of its own; the same inputs give the same notifications.
 */
public final class Switchboard {

    private static final Comparator<Line> LOUDEST_FIRST = Comparator.comparing(Line::uncapped)
            .reversed()
            .thenComparing(line -> line.event().openedAt())
            .thenComparing(line -> line.incident().value());

    private Switchboard() {}

    /**
     * Which of the open rows an incident has to do with: those of its service but its own, and those of the service that
     * probably caused it.
     *
     * @param open all rows by their key
     */
    public static List<Line> beside(NavigableMap<String, Line> open, IncidentEvent event) {
        String key = Line.key(event.service(), event.incident());
        Line own = open.get(key);
        ServiceId cause = event.hypotheses().isEmpty()
                ? own == null ? null : own.probableCause()
                : event.hypotheses().getFirst().service();
        Stream<Line> ofCause = cause == null || cause.equals(event.service()) ? Stream.of() : of(open, cause);
        return Stream.concat(of(open, event.service()), ofCause).filter(line -> !line.key().equals(key)).toList();
    }

    private static Stream<Line> of(NavigableMap<String, Line> open, ServiceId service) {
        String prefix = Line.keyPrefix(service);
        return open.subMap(prefix, prefix + Character.MAX_VALUE).values().stream();
    }

    /**
     * One transition of an incident; or that somebody works on one of the switchboard's own, which it then raises itself.
     *
     * @param line the incident's row, null if it has none
     * @param others the service's other open rows, and those of the service that probably caused it, for what they cover
     * @param time what the task that tells it says of its time
     */
    public static Told tell(Board board, @Nullable Line line, Collection<Line> others, TaskTime time,
            IncidentEvent event, Tuning tuning) {
        Telling telling = new Telling(board.heard(time), tuning);
        if (OwnIncidents.isOwn(event.rule())) {
            telling.acknowledge(line, event);
        } else {
            telling.hear(line, others, time.task(), event);
        }
        return telling.told();
    }

    /**
     * A task's time has come further, or the tuning has changed: what was capped, held or covered and no longer is gets
     * told, and nothing is told twice. Costs a look at every open row.
     *
     * @param openLines all rows
     */
    public static Told pass(Board board, Collection<Line> openLines, TaskTime time, Tuning tuning) {
        return pass(board.heard(time), openLines, tuning);
    }

    /** The same at the times the board knows. */
    public static Told pass(Board board, Collection<Line> openLines, Tuning tuning) {
        Telling telling = new Telling(board, tuning);
        Set<IncidentId> ended = new HashSet<>(new StormWatch(telling, openLines).pass());
        IncidentId telemetry = watchTelemetry(telling, openLines, tuning.limits());
        if (telemetry != null) {
            ended.add(telemetry);
        }
        boolean held = reconsider(telling,
                openLines.stream().filter(line -> !ended.contains(line.incident())).toList());
        if (!held && !telling.board().missed().isEmpty() && !telling.board().isAnyBehind(tuning.limits())) {
            telling.summarise();
        }
        return telling.told();
    }

    /**
     * The loudest first, so that of two that would now be told the louder covers the other. Settled lines aren't judged
     * again.
     *
     * @return whether a line is still held
     */
    private static boolean reconsider(Telling telling, Collection<Line> openLines) {
        List<Line> unsettled = openLines.stream().filter(line -> !line.isSettled()).sorted(LOUDEST_FIRST).toList();
        if (unsettled.isEmpty()) {
            return false;
        }
        Set<ServiceId> services = unsettled.stream().flatMap(line -> Stream.concat(Stream.of(line.service()),
                Stream.ofNullable(line.probableCause()))).collect(Collectors.toSet());
        Map<ServiceId, Map<IncidentId, Line>> ofService = openLines.stream()
                .filter(line -> services.contains(line.service()))
                .collect(Collectors.groupingBy(Line::service,
                        Collectors.toMap(Line::incident, Function.identity(), (_, later) -> later, HashMap::new)));
        boolean held = false;
        for (Line line : unsettled) {
            Map<IncidentId, Line> lines = ofService.getOrDefault(line.service(), new HashMap<>());
            List<Line> others = new ArrayList<>(lines.values());
            if (line.probableCause() != null) {
                others.addAll(ofService.getOrDefault(line.probableCause(), Map.of()).values());
            }
            Line now = telling.reconsider(line, others);
            lines.put(now.incident(), now);
            held |= now.isHeld();
        }
        return held;
    }

    /** @return the switchboard's own incident if it has just resolved, else null */
    private static @Nullable IncidentId watchTelemetry(Telling telling, Collection<Line> openLines, Limits limits) {
        Board board = telling.board();
        Census census = Census.of(board, limits);
        Telemetry before = board.telemetry();
        Telemetry after = before.next(census, board.newest(), limits.telemetryHold());
        telling.becomes(after);
        Instant openedBefore = before.openedAt();
        Instant openedAfter = after.openedAt();
        if (openedBefore == null && openedAfter != null) {
            telling.raise(null, OwnIncidents.telemetryStopped(openedAfter, census));
        }
        if (openedBefore == null || openedAfter != null) {
            return null;
        }
        IncidentId id = OwnIncidents.telemetryStopped(openedBefore);
        Line line = openLines.stream().filter(open -> open.incident().equals(id)).findAny().orElse(null);
        telling.raise(line, OwnIncidents.telemetryBack(openedBefore, board.newest(), census));
        return id;
    }
}
