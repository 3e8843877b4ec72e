package dev.tocsin.topology.escalate;

import java.util.HashMap;
import java.util.Map;

import dev.tocsin.topology.window.WindowShape;

/**
 * How far the time of each service's rules has come. A tardy service's windows are judged while its task's time is
 * minutes ahead: a bound that passed by the task's time would miss the step that such a window shows. So it passes by
 * the service's own closed windows, but no later than any window may be waited for. Epoch milliseconds; not thread-safe.
 */
final class OwnTime {

    private final WindowShape shape;
    private final Map<String, Long> closedUntil = new HashMap<>();

    OwnTime(WindowShape shape) {
        this.shape = shape;
    }

    /** A window of a service that has something pending was judged. */
    void judged(String key, long windowEnd) {
        closedUntil.merge(key, windowEnd, Math::max);
    }

    /** Nothing of the service is pending any more. */
    void forget(String key) {
        closedUntil.remove(key);
    }

    void clear() {
        closedUntil.clear();
    }

    /** The effective time of a service's timers when its task's is {@code now}. */
    long of(String key, long now) {
        Long until = closedUntil.get(key);
        if (until == null) {
            return now;
        }
        long own = until + shape.size().toMillis() + shape.grace().toMillis();
        return Math.min(now, Math.max(own, now - shape.patience().toMillis()));
    }
}
