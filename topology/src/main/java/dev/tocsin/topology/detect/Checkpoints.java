package dev.tocsin.topology.detect;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When models are written: in turn, so that a crash loses at most {@code most} of learning and no model is written more
 * often than every {@code least}; and all of them when the service is about to stop.
 *
 * <p>
 * What {@code Processor.close()} writes is lost, so a graceful stop asks for a checkpoint first and lets one commit
 * pass. Thread-safe.
 */
public final class Checkpoints {

    private final Duration least;
    private final Duration most;
    private final AtomicBoolean all = new AtomicBoolean();

    public Checkpoints(Duration least, Duration most) {
        if (least.compareTo(most) > 0) {
            throw new IllegalArgumentException("checkpoints every " + least + " at least, but " + most + " at most");
        }
        this.least = least;
        this.most = most;
    }

    /** Every half hour to two hours of event time. */
    public static Checkpoints standard() {
        return new Checkpoints(Duration.ofMinutes(30), Duration.ofHours(2));
    }

    /** Asks every task to write all its models with its next commit. */
    public void requestAll() {
        all.set(true);
    }

    boolean allRequested() {
        return all.get();
    }

    Duration least() {
        return least;
    }

    Duration most() {
        return most;
    }
}
