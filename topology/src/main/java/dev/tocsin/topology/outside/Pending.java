package dev.tocsin.topology.outside;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.topology.limits.ServiceLimits;

/**
 * What one service has heard from outside.
 *
 * @param usedUntil the newest end of a verdict that was used
 * @param heard windows that a model standing alone spoke of while the service had no telemetry, as far as they are counted
 * @param waiting verdicts that wait for a window of the service's own, oldest first
 */
public record Pending(Instant usedUntil, int heard, List<OutsideVerdict> waiting) {

    /** More than this would be a model that runs ahead of its service. */
    static final int MOST = 32;

    public static final Pending NONE = new Pending(Instant.EPOCH, 0, List.of());

    public Pending {
        if (heard < 0) {
            throw new IllegalArgumentException("heard " + heard + " must not be negative");
        }
        waiting = List.copyOf(waiting);
    }

    /** With one more, without the oldest where there are too many; of two about the same end the later one holds. */
    Pending with(OutsideVerdict verdict) {
        List<OutsideVerdict> more = new ArrayList<>(waiting);
        more.removeIf(other -> other.getWindowEnd().equals(verdict.getWindowEnd()));
        more.add(verdict);
        more.sort((one, other) -> one.getWindowEnd().compareTo(other.getWindowEnd()));
        return new Pending(usedUntil, heard, more.size() > MOST ? more.subList(1, more.size()) : more);
    }

    /** One more window was spoken of; counted as long as it says whether the service is settled. */
    Pending heardAgain() {
        return settled() ? this : new Pending(usedUntil, heard + 1, waiting);
    }

    /** Whether the service keeps its place until it is gone. */
    boolean settled() {
        return heard >= ServiceLimits.SETTLED;
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
        return new Pending(end.isAfter(usedUntil) ? end : usedUntil, heard,
                waiting.stream().filter(verdict -> verdict.getWindowEnd().isAfter(end)).toList());
    }
}
