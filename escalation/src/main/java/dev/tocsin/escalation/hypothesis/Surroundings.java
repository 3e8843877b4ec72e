package dev.tocsin.escalation.hypothesis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.neighbour.Calls;
import dev.tocsin.escalation.verdict.Change;

/**
 * What was unusual lately, of every service: what a scene is made of when an incident opens or climbs. Bounded in
 * services, windows and changes. Not thread-safe, and not stored: after a restart hypotheses are poorer for as long as
 * it looks back, which is better than a row per service and window.
 */
public final class Surroundings {

    /** How long before an event its scene begins. */
    static final Duration LOOK_BACK = Duration.ofMinutes(15);
    private static final Duration CHANGES = Duration.ofHours(1);
    private static final int MOST_WINDOWS = 200;
    private static final int MOST_CHANGES = 1_000;
    private static final int MOST_NAMED = 3;

    private final int mostServices;
    private final Map<ServiceId, Deque<UnusualWindow>> windows;
    private final Deque<Change> changes = new ArrayDeque<>();

    /** @param mostServices how many services are remembered; the one that has been quiet longest is forgotten first */
    public Surroundings(int mostServices) {
        this.mostServices = mostServices;
        this.windows = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ServiceId, Deque<UnusualWindow>> eldest) {
                return size() > Surroundings.this.mostServices;
            }
        };
    }

    public void saw(UnusualWindow window) {
        Deque<UnusualWindow> known = windows.computeIfAbsent(window.service(), unseen -> new ArrayDeque<>());
        known.addLast(window);
        while (known.size() > MOST_WINDOWS || known.getFirst().end().isBefore(window.end().minus(LOOK_BACK))) {
            known.removeFirst();
        }
    }

    public void saw(Change change) {
        changes.addLast(change);
        while (changes.size() > MOST_CHANGES || changes.getFirst().at().isBefore(change.at().minus(CHANGES))) {
            changes.removeFirst();
        }
    }

    /** An event with hypotheses, where it is one that says an incident burns; what its rule names comes first. */
    public IncidentEvent examine(IncidentEvent event, Calls calls) {
        return switch (event.transition()) {
            case OPENED, ESCALATED, REOPENED -> event.with(behind(event.hypotheses(),
                    hypotheses(event.service(), event.at(), calls)));
            case ACKNOWLEDGED, CLEARING, RESOLVED, EXPIRED, NEAR_MISS, SUPPRESSED -> event;
        };
    }

    private static List<Hypothesis> behind(List<Hypothesis> named, List<Hypothesis> found) {
        Stream<Hypothesis> others = found.stream()
                .filter(other -> named.stream().noneMatch(one -> one.service().equals(other.service())));
        return Stream.concat(named.stream(), others).limit(MOST_NAMED).toList();
    }

    /** Who may have caused what a service suffers at an event time; nothing where its own windows were all usual. */
    public List<Hypothesis> hypotheses(ServiceId victim, Instant at, Calls calls) {
        Deque<UnusualWindow> own = windows.get(victim);
        if (own == null) {
            return List.of();
        }
        Duration window = Duration.between(own.getLast().start(), own.getLast().end());
        Instant begin = at.minus(LOOK_BACK);
        int count = (int) Math.max(2, LOOK_BACK.dividedBy(window));
        List<Course> courses = new ArrayList<>();
        for (ServiceId service : Walk.neighbours(victim, calls)) {
            Deque<UnusualWindow> seen = windows.get(service);
            if (seen != null) {
                courses.addAll(courses(service, seen, begin, window, count));
            }
        }
        return Hypotheses.rank(new Scene(victim, begin, window, courses, calls, List.copyOf(changes)),
                Limits.STANDARD);
    }

    /** A course per metric that was unusual; in windows without a word of it, it was usual. */
    private static List<Course> courses(ServiceId service, Deque<UnusualWindow> seen, Instant begin, Duration window,
            int count) {
        Map<String, double[]> deviations = new TreeMap<>();
        Map<String, double[]> rises = new TreeMap<>();
        for (UnusualWindow unusual : seen) {
            long place = Duration.between(begin, unusual.end()).minusMillis(1).dividedBy(window);
            if (unusual.end().isAfter(begin) && place < count) {
                for (UnusualWindow.Sign sign : unusual.signs()) {
                    deviations.computeIfAbsent(sign.metric(), unseen -> new double[count])[(int) place] = sign
                            .deviation();
                    rises.computeIfAbsent(sign.metric(), unseen -> new double[count])[(int) place] = sign.rise();
                }
            }
        }
        return deviations.entrySet().stream()
                .map(metric -> new Course(service, metric.getKey(), metric.getValue(),
                        rises.getOrDefault(metric.getKey(), new double[count])))
                .toList();
    }
}
