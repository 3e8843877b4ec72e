package dev.tocsin.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.tocsin.schemas.v1.WindowVerdict;

/** Verdicts as one sign per window, the services side by side, a few minutes per line. Not thread-safe. */
final class Ticker {

    /** Windows per line and service. */
    static final int WIDTH = 18;

    private final List<String> services;
    private final Duration window;
    private final Map<String, TreeMap<Instant, Character>> signs = new TreeMap<>();
    private Instant next;

    /** @param start of the first window */
    Ticker(List<String> services, Instant start, Duration window) {
        this.services = List.copyOf(services);
        this.next = start;
        this.window = window;
        services.forEach(service -> signs.put(service, new TreeMap<>()));
    }

    /** What the signs and columns mean. */
    String heading() {
        var heading = new StringBuilder(
                "One sign per 10 s window:  · normal   ▴ elevated   ▲ anomalous   ~ warming up\n")
                .append(" ".repeat(10));
        services.forEach(service -> heading.append(column(service)));
        return heading.toString().stripTrailing();
    }

    /** Takes a verdict; the line that it completes, if it does. */
    Optional<String> add(WindowVerdict verdict) {
        TreeMap<Instant, Character> ofService = signs.get(verdict.getService());
        if (ofService == null) {
            return Optional.empty();
        }
        ofService.put(verdict.getWindowStart(), sign(verdict));
        Instant full = next.plus(window.multipliedBy(WIDTH));
        return judgedTo().isBefore(full) ? Optional.empty() : Optional.of(line(full));
    }

    /** The windows that all services have and no line has told yet, cut short so that something else can be said. */
    Optional<String> breakLine() {
        Instant end = judgedTo();
        return end.isAfter(next) ? Optional.of(line(end)) : Optional.empty();
    }

    /** The end of the last window that every service has a verdict of. */
    private Instant judgedTo() {
        return signs.values().stream().map(ofService -> ofService.isEmpty() ? next : ofService.lastKey().plus(window))
                .min(Instant::compareTo).orElse(next);
    }

    private String line(Instant end) {
        var text = new StringBuilder(Findings.clock(next)).append("  ");
        for (String service : services) {
            text.append(column(signsTo(end, signs.getOrDefault(service, new TreeMap<>()))));
        }
        next = end;
        return text.toString().stripTrailing();
    }

    private static String signsTo(Instant end, TreeMap<Instant, Character> ofService) {
        Map<Instant, Character> told = ofService.headMap(end);
        var text = new StringBuilder();
        told.values().forEach(text::append);
        told.clear();
        return text.toString();
    }

    private static String column(String text) {
        return ("%-" + (WIDTH + 2) + "s").formatted(text);
    }

    private static char sign(WindowVerdict verdict) {
        return switch (verdict.getPhase()) {
            case warming_up -> '~';
            case no_data, unknown -> ' ';
            case mature, drifted, relearning -> switch (verdict.getLevel()) {
                case normal -> '·';
                case elevated -> '▴';
                case anomalous -> '▲';
            };
        };
    }
}
