package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;

/** Something that waits until what happened before it elsewhere has had time to arrive. */
public sealed interface Pending {

    /**
     * At one time what others told comes before what the service itself showed, so that a window sees all that is true
     * at its end; among others by service.
     */
    Comparator<Pending> ORDER = Comparator.comparing(Pending::at)
            .thenComparing(pending -> pending instanceof Own)
            .thenComparing(pending -> pending instanceof Own own && own.start() != null)
            .thenComparing(pending -> pending instanceof Other(Heard heard, var _) ? heard.from().toString() : "")
            .thenComparing(pending -> pending instanceof Other(Heard heard, var _) ? heard.signal() : "");

    Instant at();

    /**
     * What the service itself showed.
     *
     * @param start of the window, null for a change
     * @param seen the signals that crossing rules ask for and that were true
     */
    record Own(Instant at, @Nullable Instant start, Phase phase, Level level, boolean anomalous, double score,
            List<Seen> seen) implements Pending {

        public Own {
            seen = List.copyOf(seen);
        }
    }

    /** What another service told; its time is when the signal began, ceased or was true. */
    record Other(Heard heard, News.Standing standing) implements Pending {

        @Override
        public Instant at() {
            return heard.since();
        }
    }

    /** A signal with what showed it. */
    record Seen(String signal, @Nullable String metric, double observed, double expected) {}
}
