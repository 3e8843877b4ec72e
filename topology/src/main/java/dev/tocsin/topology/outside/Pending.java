package dev.tocsin.topology.outside;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.tocsin.schemas.v1.OutsideVerdict;

/**
 * What one service has heard from outside: the verdicts that wait for a window of its own, oldest first, and up to when it
 * has used any.
 */
public record Pending(Instant usedUntil, List<OutsideVerdict> waiting) {

    /** More than this would be a model that runs ahead of its service. */
    static final int MOST = 32;

    public static final Pending NONE = new Pending(Instant.EPOCH, List.of());

    public Pending {
        waiting = List.copyOf(waiting);
    }

    /** With one more, without the oldest where there are too many; of two about the same end the later one holds. */
    Pending with(OutsideVerdict verdict) {
        List<OutsideVerdict> more = new ArrayList<>(waiting);
        more.removeIf(other -> other.getWindowEnd().equals(verdict.getWindowEnd()));
        more.add(verdict);
        more.sort((one, other) -> one.getWindowEnd().compareTo(other.getWindowEnd()));
        return new Pending(usedUntil, more.size() > MOST ? more.subList(1, more.size()) : more);
    }

    boolean isFull() {
        return waiting.size() == MOST;
    }

    /** The newest that ends by then. */
    Optional<OutsideVerdict> newestBy(Instant end) {
        return waiting.reversed().stream().filter(verdict -> !verdict.getWindowEnd().isAfter(end)).findFirst();
    }

    /** How many end by then. */
    int countBy(Instant end) {
        return (int) waiting.stream().filter(verdict -> !verdict.getWindowEnd().isAfter(end)).count();
    }

    /** Without those that end by then. */
    Pending usedBy(Instant end) {
        return new Pending(end.isAfter(usedUntil) ? end : usedUntil,
                waiting.stream().filter(verdict -> verdict.getWindowEnd().isAfter(end)).toList());
    }
}
