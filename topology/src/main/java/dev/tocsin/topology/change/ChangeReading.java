package dev.tocsin.topology.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.topology.told.Saying;
import dev.tocsin.topology.wire.Changes;

/** Reads records of the topic of changes. */
public final class ChangeReading implements Saying.Reading<ChangeEvent, Change> {

    /** A change further ahead of its own record than this has a wrong clock. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(10);

    @Override
    public Saying<Change> of(ChangeEvent event, Instant recorded) {
        if (event.getAt().isAfter(recorded.plus(MOST_AHEAD))) {
            return new Saying.Unusable<>("clock_ahead", event.getAt() + " is far ahead of the record's own time");
        }
        Change change = Changes.fromRecord(event).orElse(null);
        return change == null
                ? new Saying.Unusable<>("unknown_kind", "a kind of change that this version doesn't know")
                : new Saying.Of<>(change.service(), change.kind().name().toLowerCase(Locale.ROOT), change);
    }
}
