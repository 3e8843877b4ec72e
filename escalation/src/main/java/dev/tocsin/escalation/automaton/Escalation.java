package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * The function from what happens to a service to what happens to its incidents. Occurrences of a service are told in
 * the order of {@link dev.tocsin.escalation.verdict.Occurrence#ORDER}; every window without samples is told as
 * {@link Verdict#noData}.
 */
public final class Escalation {

    /**
     * @param settling how long after a window's end its verdict may still come (the windows' grace): timers wait for
     *        it
     */
    public Escalation(RuleBook rules, Duration settling) {}

    public Outcome advance(ServiceState state, Verdict verdict, Situation situation) {
        throw new UnsupportedOperationException();
    }

    public Outcome advance(ServiceState state, Change change, Situation situation) {
        throw new UnsupportedOperationException();
    }

    /** What becomes of bounds and timeouts when effective time has moved on without an occurrence. */
    public Outcome pass(ServiceState state, Situation situation) {
        throw new UnsupportedOperationException();
    }

    /** The first effective time at which {@link #pass} has something to do. */
    public Optional<Instant> nextTimer(ServiceState state) {
        throw new UnsupportedOperationException();
    }
}
