package dev.tocsin.bench.shop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happens to the shop when: phases one after another, from the start of the recording. */
record Timeline(List<Phase> phases) {

    /** 52 minutes: long enough before the surge for a detector of sixty 10 s windows, and before the leak for a resolve. */
    static final String DEFAULT = "warmup:15m,surge:6m,calm:6m,cascade:7m,calm:8m,leak:6m,calm:4m";

    private static final Duration SHORTEST_WARM_UP = Duration.ofSeconds(60);

    Timeline {
        phases = List.copyOf(phases);
        if (phases.isEmpty() || phases.getFirst().kind() != FaultKind.NONE
                || phases.getFirst().length().compareTo(SHORTEST_WARM_UP) < 0) {
            throw new IllegalArgumentException(
                    "a timeline begins with a warmup of 60s or more, to compare the faults with");
        }
    }

    /** Reads {@code kind:duration,…}, a duration as {@code 90s} or {@code 6m}. */
    static Timeline parse(String plan) {
        List<Phase> phases = new ArrayList<>();
        Duration start = Duration.ZERO;
        for (String part : plan.split(",")) {
            String[] halves = part.strip().split(":");
            if (halves.length != 2 || !halves[1].matches("[1-9][0-9]{0,4}[sm]")) {
                throw new IllegalArgumentException("a phase is kind:duration such as surge:6m, was '" + part + "'");
            }
            Phase phase = new Phase(kind(halves[0]), start, Duration.parse("PT" + halves[1].toUpperCase(Locale.ROOT)));
            phases.add(phase);
            start = phase.end();
        }
        return new Timeline(phases);
    }

    Duration length() {
        return phases.getLast().end();
    }

    /** The same phases in another time altogether; the faults run as much faster or slower. */
    Timeline scaledTo(Duration whole) {
        double factor = (double) whole.toMillis() / length().toMillis();
        List<Phase> scaled = new ArrayList<>();
        Duration start = Duration.ZERO;
        for (Phase phase : phases) {
            Phase next = new Phase(phase.kind(), start,
                    Duration.ofSeconds(Math.round(phase.length().toSeconds() * factor)));
            scaled.add(next);
            start = next.end();
        }
        return new Timeline(scaled);
    }

    /** The phase under way after {@code elapsed}; the last one also afterwards. */
    Phase at(Duration elapsed) {
        return phases.stream().filter(phase -> elapsed.compareTo(phase.end()) < 0).findFirst().orElse(phases.getLast());
    }

    /** The positions of all knobs after {@code elapsed}. */
    Knobs knobsAt(Duration elapsed) {
        Phase phase = at(elapsed);
        double progress = (double) elapsed.minus(phase.start()).toMillis() / phase.length().toMillis();
        return phase.kind().knobs(Math.clamp(progress, 0, 1));
    }

    private static FaultKind kind(String name) {
        return switch (name) {
            case "warmup", "calm" -> FaultKind.NONE;
            case "surge" -> FaultKind.SURGE;
            case "cascade" -> FaultKind.CASCADE;
            case "leak" -> FaultKind.LEAK;
            default -> throw new IllegalArgumentException(
                    "a phase is warmup, surge, calm, cascade or leak, was '" + name + "'");
        };
    }

    /** A stretch of the timeline in which one thing is wrong, or nothing. */
    record Phase(FaultKind kind, Duration start, Duration length) {

        Duration end() {
            return start.plus(length);
        }
    }
}
