package dev.tocsin.topology.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Whose model a task writes next. One per task; not thread-safe. */
final class CheckpointTurns {

    static final Duration SWEEP = Duration.ofSeconds(1);

    private final Checkpoints checkpoints;
    private final Map<String, Instant> next = new HashMap<>();
    private boolean allDone;

    CheckpointTurns(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * Whether a model is to be written at the end of a window: first when it begins to judge, so that no crash makes it
     * warm up again, then in turn, spread by the key's hash.
     *
     * @param mature whether it judges
     */
    boolean due(String key, Instant windowEnd, boolean mature) {
        Instant at = next.get(key);
        if (at == null) {
            if (mature) {
                next.put(key, windowEnd.plus(spread(key)));
            }
            return mature;
        }
        if (windowEnd.isBefore(at)) {
            return false;
        }
        next.put(key, windowEnd.plus(checkpoints.most()));
        return true;
    }

    /** Whether all models are to be written now, once. */
    boolean allNow() {
        if (allDone || !checkpoints.allRequested()) {
            return false;
        }
        allDone = true;
        return true;
    }

    void forget(String key) {
        next.remove(key);
    }

    private Duration spread(String key) {
        long span = checkpoints.most().minus(checkpoints.least()).toMillis();
        return checkpoints.least().plusMillis(span == 0 ? 0 : Math.floorMod(key.hashCode() * 2_654_435_761L, span));
    }
}
