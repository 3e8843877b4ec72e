package dev.tocsin.topology.escalate;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.window.Evaluation.TimePassed;

/** Tells when the switchboard needs to hear of the time: it moved by ten seconds, or the silence or lag changed. */
final class TimeSignals {

    private static final Duration STEP = Duration.ofSeconds(10);

    private @Nullable TimePassed last;
    private Instant newest = Instant.EPOCH;

    boolean due(TimePassed passed) {
        newest = passed.situation().effectiveTime();
        TimePassed before = last;
        boolean due = before == null
                || !passed.situation().effectiveTime().isBefore(before.situation().effectiveTime().plus(STEP))
                || passed.silent() != before.silent() || passed.services() != before.services()
                || late(passed) != late(before);
        if (due) {
            last = passed;
        }
        return due;
    }

    /** The effective time that was told last; the epoch where none was yet. */
    Instant newest() {
        return newest;
    }

    void clear() {
        last = null;
        newest = Instant.EPOCH;
    }

    private static boolean late(TimePassed passed) {
        return passed.situation().behind().compareTo(Duration.ofMinutes(1)) > 0;
    }
}
