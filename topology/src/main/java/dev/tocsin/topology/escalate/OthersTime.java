package dev.tocsin.topology.escalate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Before which event time each task has told all its news, as this task has heard: what is before the least of them is
 * complete. A task that falls silent, or is too far behind, isn't waited for; one's own word is waited for from the
 * start, since it takes the same way as everybody's. Not thread-safe.
 */
final class OthersTime {

    /** Wall time after which a task that has told no later time stands still. */
    private static final long STALLED_MILLIS = 30_000;

    private record Told(long until, long wall) {}

    private final Map<Integer, Told> tasks = new HashMap<>();

    /**
     * @param self this task
     * @param wall epoch milliseconds at which it begins to listen
     */
    OthersTime(int self, long wall) {
        tasks.put(self, new Told(Long.MIN_VALUE, wall));
    }

    void told(int task, Instant until, long wall) {
        Told now = new Told(until.toEpochMilli(), wall);
        tasks.merge(task, now, (before, after) -> after.until > before.until ? after : before);
    }

    /**
     * The event time before which nothing more is to be heard or waited for.
     *
     * @param own this task's effective time
     * @param patience how much of event time others may be behind it
     */
    Instant heardUntil(Instant own, Duration patience, long wall) {
        long least = Long.MAX_VALUE;
        for (Told task : tasks.values()) {
            if (wall - task.wall < STALLED_MILLIS) {
                least = Math.min(least, task.until);
            }
        }
        return least == Long.MAX_VALUE
                ? Instant.MAX
                : Instant.ofEpochMilli(Math.max(least, own.minus(patience).toEpochMilli()));
    }
}
