package dev.tocsin.bench.sequences;

import dev.tocsin.bench.driven.NamedServer.Part;

/**
 * A part of a service rises: half way in its first row, then fully, until it falls back at once.
 *
 * @param service index
 * @param from first row
 * @param rows how many
 */
record Burst(int service, Part part, int from, int rows) {

    private static final double LATENCY_TIMES = 5;
    private static final double FAILING = 0.3;
    private static final double SATURATED = 0.97;

    int end() {
        return from + rows;
    }

    /** 0 to 1. */
    private double height(int row) {
        return row < from || row >= end() ? 0 : row == from ? 0.5 : 1;
    }

    /** What is measured in a row where it would have been {@code value}. */
    double on(double value, int row) {
        double height = height(row);
        return switch (part) {
            case LATENCY -> height == 0 ? value : Math.max(value, part.usual()) * (1 + LATENCY_TIMES * height);
            case ERRORS -> Math.max(value, FAILING * height);
            case CPU -> Math.max(value, SATURATED * height);
            case TRAFFIC -> value;
        };
    }

    /** Whether whoever knows would call the part unusual in a row: half way to saturation is nothing yet. */
    boolean shows(int row) {
        return height(row) > (part == Part.CPU ? 0.5 : 0);
    }
}
