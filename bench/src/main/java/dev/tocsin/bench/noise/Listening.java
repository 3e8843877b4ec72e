package dev.tocsin.bench.noise;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.tocsin.bench.driven.DrivenBell;
import dev.tocsin.bench.driven.NamedServer;
import dev.tocsin.bench.figures.Say;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Tier;

/** What is told while services send their rows, a row to a window, all at the same time. */
final class Listening {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    /** Of a day, at five minutes. */
    private static final int ROWS_TO_READ = 288;

    private Listening() {}

    static Heard to(List<NamedServer> services, boolean aloud) throws IOException {
        Heard heard = new Heard();
        Duration step = services.getFirst().step();
        int rows = services.stream().mapToInt(service -> service.rows().length).max().orElse(0);
        try (DrivenBell bell = new DrivenBell(step, START)) {
            for (int row = 0; row < rows; row++) {
                Instant at = START.plus(step.multipliedBy(row));
                for (NamedServer service : services) {
                    if (row < service.rows().length) {
                        bell.sample(service.service(), at, service.metrics(row));
                    }
                }
                bell.pass(step);
                if (row % ROWS_TO_READ == 0) {
                    hear(bell, heard, aloud);
                }
            }
            hear(bell, heard, aloud);
        }
        return heard;
    }

    private static void hear(DrivenBell bell, Heard heard, boolean aloud) {
        for (Notification told : bell.told()) {
            boolean louder = heard.hear(told);
            if (aloud && louder && told.getTier() != Tier.digest) {
                Say.line("%s  %s  %s  %s", told.getAt(), told.getTier(), told.getIncident(), told.getSummary());
            }
        }
    }
}
