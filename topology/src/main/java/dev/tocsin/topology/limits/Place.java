package dev.tocsin.topology.limits;

/** One service's claim to a place: how long it has been there, and how much can be told of it. */
final class Place {

    /** Heard in so many windows, a service is settled: it keeps its place until it is gone. */
    static final int SETTLED = 3;

    /** In how many windows it was heard. */
    int windows;
    /** When it was heard last, epoch milliseconds. */
    long newest;
    /** How many of its metrics a built-in signal understands. */
    int signals;

    Place(int windows, long newest, int signals) {
        this.windows = windows;
        this.newest = newest;
        this.signals = signals;
    }

    boolean settled() {
        return windows >= SETTLED;
    }

    boolean silent(long time, long quietMillis) {
        return time - newest >= quietMillis;
    }

    /** Whether it was heard in a single window so far, or in none that is closed. */
    boolean fleeting() {
        return windows <= 1;
    }
}
