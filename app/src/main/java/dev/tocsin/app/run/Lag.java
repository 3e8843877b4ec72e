package dev.tocsin.app.run;

import java.time.Duration;

import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.decode.Holds;

/** How far this instance is behind: by what it has read, or by how long it has been holding what it can't read yet. */
record Lag(Progress progress, Holds holds) {

    Duration behind() {
        Duration read = progress.behind();
        Duration held = holds.longest();
        return read.compareTo(held) > 0 ? read : held;
    }
}
