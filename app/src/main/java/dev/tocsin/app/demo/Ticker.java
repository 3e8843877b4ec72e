package dev.tocsin.app.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.tocsin.schemas.v1.WindowVerdict;

/** Verdicts as one sign per window, one line per few minutes, the services side by side. Used by one thread. */
final class Ticker {

    /** Windows per line and service. */
    private static final int WIDTH = 18;

    private final PrintStream out;
    private final List<String> services;
    private final Duration span;
    private final Map<String, TreeMap<Instant, Character>> signs = new HashMap<>();
    private Instant line;

    /** @param start of the first line */
    Ticker(PrintStream out, List<String> services, Instant start, Duration window) {
        this.out = out;
        this.services = List.copyOf(services);
        this.line = start;
        this.span = window.multipliedBy(WIDTH);
        services.forEach(service -> signs.put(service, new TreeMap<>()));
    }

    void heading() {
        var heading = new StringBuilder(" ".repeat(10));
        services.forEach(service -> heading.append(("%-" + (WIDTH + 2) + "s").formatted(service)));
        out.println("Each sign a 10 s window:  · normal   ▴ elevated   ▲ anomalous   ~ warming up");
        out.println(heading.toString().stripTrailing());
    }

    void add(WindowVerdict verdict) {
        Map<Instant, Character> ofService = signs.get(verdict.getService());
        if (ofService == null) {
            return;
        }
        ofService.put(verdict.getWindowStart(), sign(verdict));
        while (signs.values().stream().allMatch(this::complete)) {
            print();
        }
    }

    /** Prints what there is of the last line. */
    void finish() {
        if (signs.values().stream().anyMatch(ofService -> !ofService.isEmpty())) {
            print();
        }
    }

    private boolean complete(TreeMap<Instant, Character> ofService) {
        return !ofService.isEmpty() && !ofService.lastKey().isBefore(line.plus(span));
    }

    private void print() {
        var text = new StringBuilder(Findings.clock(line)).append("  ");
        for (String service : services) {
            text.append(("%-" + (WIDTH + 2) + "s").formatted(lineOf(service)));
        }
        out.println(text.toString().stripTrailing());
        line = line.plus(span);
    }

    private String lineOf(String service) {
        var text = new StringBuilder();
        Map<Instant, Character> all = signs.getOrDefault(service, new TreeMap<>());
        all.entrySet().removeIf(sign -> {
            boolean inLine = sign.getKey().isBefore(line.plus(span));
            if (inLine) {
                text.append(sign.getValue());
            }
            return inLine;
        });
        return text.toString();
    }

    private static char sign(WindowVerdict verdict) {
        return switch (verdict.getPhase()) {
            case warming_up -> '~';
            case no_data, unknown -> ' ';
            case mature -> switch (verdict.getLevel()) {
                case normal -> '·';
                case elevated -> '▴';
                case anomalous -> '▲';
            };
        };
    }
}
