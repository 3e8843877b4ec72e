package dev.tocsin.app.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Level;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.Transition;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.wire.Relations;

/**
 * How a service is at a time, as a person wants it at night: how unusual its last windows were and by what, how far its
 * open incidents have climbed, what they may be caused by, and what keeps them quiet.
 *
 * @param verdicts oldest first
 * @param events of all its incidents until then, oldest first
 */
record ServiceStory(String service, Instant at, List<WindowVerdict> verdicts, List<IncidentEvent> events) {

    private static final int MOST_METRICS = 5;
    private static final int MOST_NAMED = 3;

    ServiceStory {
        verdicts = List.copyOf(verdicts);
        events = List.copyOf(events);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(service + " at " + at);
        if (verdicts.isEmpty()) {
            lines.add("No window was judged in the 20 minutes before: is its telemetry there? tocsin doctor looks.");
        } else {
            now(lines, verdicts.getLast());
            before(lines);
        }
        List<List<IncidentEvent>> open = open();
        open.forEach(incident -> incident(lines, incident));
        if (open.isEmpty()) {
            lines.add("");
            lines.add(byIncident().values().stream().reduce((older, newer) -> newer)
                    .map(last -> "Nothing is open. Its last incident: " + last.getLast().getIncident() + ", "
                            + last.getLast().getReason() + " (" + last.getLast().getAt() + ")")
                    .orElse("Nothing is open, and nothing was."));
        }
        return lines;
    }

    private static void now(List<String> lines, WindowVerdict last) {
        lines.add("");
        lines.add("Its newest window, until " + last.getWindowEnd() + ": " + score(last) + alarm(last) + ", "
                + last.getProfile());
        if (last.getRelation() != null) {
            lines.add("  " + Relations.fromRecord(last.getRelation()).words());
        }
        loudest(last).limit(MOST_METRICS).forEach(metric -> lines.add("  " + metric.getKey() + " "
                + number(metric.getValue().getObserved()) + ", expected " + number(metric.getValue().getExpected())
                + String.format(Locale.ROOT, ", %+.1f sigmas, %.0f %% of the score, ",
                        metric.getValue().getDeviation(), 100 * metric.getValue().getShare())
                + metric.getValue().getLevel()));
    }

    private void before(List<String> lines) {
        if (verdicts.size() > 1) {
            lines.add("Before:");
        }
        for (WindowVerdict verdict : verdicts.subList(0, verdicts.size() - 1).reversed()) {
            String named = loudest(verdict).filter(metric -> metric.getValue().getLevel() != Level.normal)
                    .limit(MOST_NAMED).map(Map.Entry::getKey).collect(Collectors.joining(", "));
            String why = verdict.getRelation() == null ? named : Relations.fromRecord(verdict.getRelation()).words();
            lines.add("  until " + verdict.getWindowEnd() + " " + score(verdict) + (why.isEmpty() ? "" : ": " + why));
        }
    }

    private static void incident(List<String> lines, List<IncidentEvent> events) {
        IncidentLine stands = IncidentLine.of(events.getFirst());
        for (IncidentEvent event : events) {
            stands = IncidentLine.tells(event) ? stands.then(event) : stands;
        }
        lines.add("");
        lines.add("Open: " + stands.incident() + ", " + stands.tier() + ", " + stands.state() + " since "
                + stands.changedAt()
                + (stands.acknowledged().isEmpty() ? "" : ", acknowledged " + stands.acknowledged()));
        events.stream().filter(event -> event.getTransition() != Transition.suppressed)
                .map(IncidentEvent::getReason)
                .filter(reason -> reason.startsWith("step ") || reason.startsWith("matched"))
                .reduce((older, newer) -> newer).ifPresent(reason -> lines.add("  " + reason));
        IncidentEvent richest = events.stream()
                .max(Comparator.comparingInt((IncidentEvent event) -> event.getSteps().size()))
                .orElseThrow();
        richest.getSteps().forEach(step -> lines.add("  met: " + Story.step(step)));
        capped(events).ifPresent(event -> lines.add("  told at " + event.getTier() + " only, " + event.getReason()));
        events.getLast().getHypotheses().forEach(guess -> lines.add("  perhaps: " + Story.hypothesis(guess)));
    }

    /** What keeps it quiet now: a cap that was noted after it last climbed. */
    private static Optional<IncidentEvent> capped(List<IncidentEvent> events) {
        IncidentEvent last = null;
        for (IncidentEvent event : events) {
            last = switch (event.getTransition()) {
                case suppressed -> event.getReason().startsWith("capped") ? event : last;
                case opened, escalated -> null;
                default -> last;
            };
        }
        return Optional.ofNullable(last);
    }

    private List<List<IncidentEvent>> open() {
        return byIncident().values().stream()
                .filter(events -> events.stream().noneMatch(event -> event.getTransition() == Transition.resolved))
                .filter(events -> events.stream().anyMatch(IncidentLine::tells)).toList();
    }

    private Map<String, List<IncidentEvent>> byIncident() {
        return events.stream()
                .collect(Collectors.groupingBy(IncidentEvent::getIncident, LinkedHashMap::new, Collectors.toList()));
    }

    private static String score(WindowVerdict verdict) {
        return verdict.getScore() == null
                ? verdict.getPhase().name().replace('_', ' ')
                : String.format(Locale.ROOT, "score %.1f, %s", verdict.getScore(), verdict.getLevel());
    }

    /** {@code (alarms from 3.1, made quieter by marks: +0.10)}. */
    private static String alarm(WindowVerdict verdict) {
        if (verdict.getAlarmFrom() == null) {
            return "";
        }
        String marks = Math.abs(verdict.getShift()) < 0.005
                ? ""
                : String.format(Locale.ROOT, ", made %s by marks: %+.2f", verdict.getShift() > 0 ? "quieter" : "louder",
                        verdict.getShift());
        return String.format(Locale.ROOT, " (alarms from %.1f%s)", verdict.getAlarmFrom(), marks);
    }

    private static Stream<Map.Entry<String, MetricReading>> loudest(WindowVerdict verdict) {
        return verdict.getMetrics().entrySet().stream().sorted(Comparator
                .comparingDouble((Map.Entry<String, MetricReading> metric) -> -metric.getValue().getShare())
                .thenComparing(Map.Entry::getKey));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
