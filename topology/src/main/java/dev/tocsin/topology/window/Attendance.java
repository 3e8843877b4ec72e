package dev.tocsin.topology.window;

import dev.tocsin.topology.clock.Census;

/** How many of a task's services are there, and how many of them say nothing. Not thread-safe. */
final class Attendance {

    private int services;
    private int silent;
    private int mute;

    /** A service is counted from now on. */
    void take(ServiceWindows row) {
        if (!row.counted) {
            row.counted = true;
            count(row, 1);
        }
    }

    /** It is gone. */
    void leave(ServiceWindows row) {
        count(row, -1);
        row.counted = false;
    }

    void silent(ServiceWindows row, boolean now) {
        count(row, -1);
        row.silent = now;
        count(row, 1);
    }

    void mute(ServiceWindows row, boolean now) {
        count(row, -1);
        row.mute = now;
        count(row, 1);
    }

    Census.Count count() {
        return new Census.Count(services, silent, mute);
    }

    private void count(ServiceWindows row, int more) {
        if (row.counted) {
            services += more;
            silent += row.silent ? more : 0;
            mute += row.mute ? more : 0;
        }
    }
}
