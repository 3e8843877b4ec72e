package dev.tocsin.bench.sequences;

import java.util.List;

import dev.tocsin.bench.driven.NamedServer.Part;

/** What is done to one service, or in {@link Kind#SPREAD} to several. */
record Episode(Kind kind, List<Burst> bursts) {

    /** What a page is right for, and what it isn't. */
    enum Kind {
        /** Latency, then errors, then CPU, in time. */
        CASCADE,
        /** The same in another order, each over before the next begins. */
        WRONG_ORDER,
        /** In order, and too far apart. */
        TOO_SLOW,
        /** In order, and healthy in between. */
        RECOVERED,
        /** In order and in time, on services that have nothing to do with each other. */
        SPREAD
    }

    int service() {
        return bursts.getFirst().service();
    }

    int first() {
        return bursts.stream().mapToInt(Burst::from).min().orElseThrow();
    }

    int end() {
        return bursts.stream().mapToInt(Burst::end).max().orElseThrow();
    }

    double on(int service, Part part, double value, int row) {
        double now = value;
        for (Burst burst : bursts) {
            if (burst.service() == service && burst.part() == part) {
                now = burst.on(now, row);
            }
        }
        return now;
    }

    boolean shows(int service, Part part, int row) {
        return bursts.stream()
                .anyMatch(burst -> burst.service() == service && burst.part() == part && burst.shows(row));
    }
}
