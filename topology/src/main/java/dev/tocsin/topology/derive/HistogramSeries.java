package dev.tocsin.topology.derive;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** A series of histograms: the counts before, so that the growth of each bucket is known. */
final class HistogramSeries extends Series {

    /** Of explicit bounds; null for exponential ones. */
    double @Nullable [] bounds;
    /** Of exponential ones. */
    int scale;
    int offset;
    long zero;
    long[] counts = new long[0];

    Outcome explicit(Observation.Buckets point, long newWindow, long size, Distribution into) {
        Outcome order = order(point.time(), point.delta() ? 0 : point.start());
        if (order != Outcome.TAKEN) {
            return order;
        }
        boolean same = bounds != null && Arrays.equals(bounds, point.bounds());
        boolean first = time == NEVER;
        boolean reset = !first && !point.delta()
                && (point.start() > start && start > 0 || same && fell(point.counts()));
        boolean whole = point.delta() || reset || first && born(point.time(), point.start(), size);
        Outcome outcome = outcome(whole, reset, first, same);
        if (outcome.contributes()) {
            into.add(point.bounds(), whole ? point.counts() : grown(point.counts()));
        }
        bounds = same ? bounds : point.bounds();
        counts = point.counts();
        pass(point.time(), point.start(), newWindow, outcome);
        return outcome;
    }

    Outcome exponential(Observation.Exponential point, long newWindow, long size, Distribution into) {
        Outcome order = order(point.time(), point.delta() ? 0 : point.start());
        if (order != Outcome.TAKEN) {
            return order;
        }
        boolean first = time == NEVER;
        boolean same = bounds == null && !first && point.scale() <= scale;
        ExponentialCounts before = new ExponentialCounts(scale, zero, offset, counts).downTo(point.scale());
        ExponentialCounts now = new ExponentialCounts(point.scale(), point.zero(), point.offset(), point.counts());
        boolean reset = !first && !point.delta()
                && (point.start() > start && start > 0 || same && now.fellBelow(before));
        boolean whole = point.delta() || reset || first && born(point.time(), point.start(), size);
        Outcome outcome = outcome(whole, reset, first, same);
        if (outcome.contributes()) {
            into.add(whole ? now : now.less(before));
        }
        bounds = null;
        scale = point.scale();
        zero = point.zero();
        offset = point.offset();
        counts = point.counts();
        pass(point.time(), point.start(), newWindow, outcome);
        return outcome;
    }

    private static Outcome outcome(boolean whole, boolean reset, boolean first, boolean same) {
        if (reset) {
            return Outcome.COUNTER_RESET;
        }
        if (whole) {
            return Outcome.TAKEN;
        }
        return first ? Outcome.FIRST : same ? Outcome.TAKEN : Outcome.BUCKETS_CHANGED;
    }

    private void pass(long at, long since, long newWindow, Outcome outcome) {
        move(at, since);
        enter(newWindow);
        points += outcome.contributes() ? 1 : 0;
    }

    private static boolean born(long at, long since, long size) {
        return since > 0 && since < at && at - since <= size;
    }

    private boolean fell(long[] now) {
        for (int i = 0; i < now.length; i++) {
            if (now[i] < counts[i]) {
                return true;
            }
        }
        return false;
    }

    private long[] grown(long[] now) {
        long[] grown = new long[now.length];
        for (int i = 0; i < now.length; i++) {
            grown[i] = now[i] - counts[i];
        }
        return grown;
    }

    @Override
    void empty() {
        // What the histograms of a window hold is in its distribution.
    }
}
