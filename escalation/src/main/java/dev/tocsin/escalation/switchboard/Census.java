package dev.tocsin.escalation.switchboard;

/**
 * How many services are known over all tasks, and how many of them are silent. A task that is behind isn't counted: its
 * silence may only be lag.
 */
record Census(int services, int silent) {

    static Census of(Board board, Limits limits) {
        int services = 0;
        int silent = 0;
        for (TaskTime time : board.tasks().values()) {
            if (!limits.exceeded(time.behind())) {
                services += time.services();
                silent += time.silent();
            }
        }
        return new Census(services, silent);
    }

    /** One service alone going silent is that service's trouble. */
    boolean isMostlySilent() {
        return services >= 2 && silent * 2L > services;
    }

    /** At least three quarters talk; with nobody known nothing is back. */
    boolean isTalking() {
        return services > silent && silent * 4L <= services;
    }
}
