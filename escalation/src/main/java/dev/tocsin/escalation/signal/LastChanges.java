package dev.tocsin.escalation.signal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.tocsin.escalation.verdict.Change;

/** When a service was last changed in each way that makes some signal no news; at most one per kind, by kind. */
public record LastChanges(List<LastChange> changes) {

    /** None that still matters. */
    public static final LastChanges NONE = new LastChanges(List.of());

    /** The newest change of a kind. */
    public record LastChange(Change.Kind kind, Instant at) {}

    public LastChanges {
        changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** With a change, where some signal of the book is expected after it. */
    public LastChanges and(Change change, SignalBook book) {
        if (book.excuses(change.kind()).isZero()) {
            return this;
        }
        List<LastChange> next = new ArrayList<>(changes);
        next.removeIf(known -> known.kind() == change.kind());
        next.add(new LastChange(change.kind(), change.at().truncatedTo(ChronoUnit.MILLIS)));
        next.sort(Comparator.comparing(LastChange::kind));
        return new LastChanges(next);
    }

    /** Without those after which nothing is expected any more. */
    public LastChanges at(Instant time, SignalBook book) {
        if (changes.stream().noneMatch(change -> over(change, book.excuses(change.kind()), time))) {
            return this;
        }
        return new LastChanges(
                changes.stream().filter(change -> !over(change, book.excuses(change.kind()), time)).toList());
    }

    boolean excuse(ExpectedAfter expected, Instant at) {
        for (LastChange change : changes) {
            if (change.kind() == expected.kind() && !at.isBefore(change.at())
                    && !over(change, expected.time(), at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean over(LastChange change, Duration expected, Instant time) {
        return change.at().plus(expected).isBefore(time);
    }
}
