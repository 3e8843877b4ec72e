package dev.tocsin.topology.derive;

/**
 * What is known of one series: the point before, and what it said in its newest window. Times are epoch milliseconds.
 */
abstract sealed class Series permits NumberSeries, HistogramSeries {

    static final long NEVER = Long.MIN_VALUE;

    long time = NEVER;
    long start;
    /** Between the last two points; 0 while there is only one. */
    long step;
    /** The start of the window that what follows is of. */
    long window = NEVER;
    int points;
    /** How much of the window's time its points speak of. */
    long covered;

    /** What is stored of the last point. */
    record Last(long time, long start, long step) {}

    final void restore(Last last) {
        time = last.time;
        start = last.start;
        step = last.step;
    }

    /** Whether a point of a time and start can follow the one before; TAKEN if so. */
    final Outcome order(long at, long since) {
        if (time == NEVER) {
            return Outcome.TAKEN;
        }
        if (at <= time) {
            return at == time ? Outcome.DUPLICATE_POINT : Outcome.OUT_OF_ORDER;
        }
        return since > 0 && start > 0 && since < start ? Outcome.OLDER_START : Outcome.TAKEN;
    }

    /** Moves on to a point; what it adds to its window is added after. */
    final void move(long at, long since) {
        if (time != NEVER) {
            step = at - time;
        }
        time = at;
        start = since;
    }

    final void enter(long newWindow) {
        if (window != newWindow) {
            window = newWindow;
            points = 0;
            covered = 0;
            empty();
        }
    }

    /** Forgets what was said in the window before. */
    abstract void empty();

    /**
     * For how much of a window the series was there: an instance that came or went within it counts for its part. One
     * step is allowed for, because points don't fall on the window's ends.
     */
    final double presence(long size) {
        return step == 0 ? 1 : Math.min(1, (double) (covered + step) / size);
    }
}
