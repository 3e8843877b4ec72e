package dev.tocsin.app.simulate;

import java.time.Duration;
import java.time.Instant;

import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * A service under simulation.
 *
 * @param window how long its windows are
 * @param closedUntil end of its newest window, told or missing
 * @param lastHeard end of its newest window with data
 */
record Watched(ServiceState state, Duration window, Instant closedUntil, Instant lastHeard) {

    static Watched since(Verdict verdict) {
        return new Watched(ServiceState.EMPTY, Duration.between(verdict.start(), verdict.end()), verdict.start(),
                verdict.start());
    }

    Instant nextEnd() {
        return closedUntil.plus(window);
    }

    /** Whether two windows in a row were missing by a time. */
    boolean silent(Instant at) {
        return !lastHeard.plus(window.multipliedBy(2)).isAfter(at);
    }

    /** Whether nothing was told of its newest window. */
    boolean mute() {
        return lastHeard.isBefore(closedUntil);
    }

    Watched with(ServiceState next) {
        return new Watched(next, window, closedUntil, lastHeard);
    }

    Watched told(Verdict verdict, boolean data) {
        return new Watched(state, Duration.between(verdict.start(), verdict.end()), verdict.end(),
                data ? verdict.end() : lastHeard);
    }
}
