package dev.tocsin.escalation.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Times in order that neither touch nor overlap; any collection of intervals becomes one by joining. */
public record Intervals(List<Interval> sorted) {

    public Intervals {
        sorted = joined(sorted);
    }

    public static Intervals of(Interval... intervals) {
        return new Intervals(List.of(intervals));
    }

    /** Each interval begun earlier and ended later. */
    public Intervals widened(Duration before, Duration after) {
        return new Intervals(sorted.stream().map(interval -> interval.widened(before, after)).toList());
    }

    public boolean covers(Instant at) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Interval interval = sorted.get(middle);
            if (interval.covers(at)) {
                return true;
            }
            if (at.isBefore(interval.start())) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    private static List<Interval> joined(Collection<Interval> intervals) {
        List<Interval> joined = new ArrayList<>();
        for (Interval next : intervals.stream().sorted(Comparator.comparing(Interval::start)).toList()) {
            if (!joined.isEmpty() && !next.start().isAfter(joined.getLast().end())) {
                joined.set(joined.size() - 1, joined.getLast().joined(next));
            } else {
                joined.add(next);
            }
        }
        return List.copyOf(joined);
    }
}
