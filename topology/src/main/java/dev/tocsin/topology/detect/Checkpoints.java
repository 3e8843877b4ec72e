package dev.tocsin.topology.detect;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tocsin.topology.clock.Revocations;

/**
 * When models are written: in turn, so that a crash loses at most {@code most} of learning and no model is written more
 * often than every {@code least}; all of them when the service is about to stop; and all of a task's with the last commit
 * before it is given away.
 *
 * <p>
 * What {@code Processor.close()} writes is lost, so a graceful stop asks for a checkpoint first and waits until every
 * task's has been committed. Thread-safe.
 */
public final class Checkpoints implements Revocations {

    private final ThreadLocal<Set<Integer>> leaving = ThreadLocal.withInitial(Set::of);
    private final Set<Member> owing = new HashSet<>();

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

    /**
     * Waits until every task that is here has committed all its models.
     *
     * @return whether they have, within that time
     */
    public boolean awaitAll(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        synchronized (owing) {
            while (!owing.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                owing.wait(left);
            }
            return true;
        }
    }

    @Override
    public void during(Set<Integer> partitions, Runnable revocation) {
        leaving.set(partitions);
        try {
            revocation.run();
        } finally {
            leaving.remove();
        }
    }

    /** A task is here, and owes its models to whoever asks. */
    Member join(int partition) {
        Member member = new Member(partition);
        synchronized (owing) {
            owing.add(member);
        }
        return member;
    }

    private void settled(Member member) {
        synchronized (owing) {
            owing.remove(member);
            owing.notifyAll();
        }
    }

    /** One task on its way through a checkpoint of everything. Used on its stream thread only. */
    final class Member {

        private final int partition;
        private boolean written;
        private boolean flushed;

        private Member(int partition) {
            this.partition = partition;
        }

        /** All its models are marked to be written. */
        void written() {
            written = true;
        }

        /** A commit has begun, with all that is marked. */
        void flushed() {
            flushed = written;
        }

        /** The thread has come round again: a commit that had begun has been made, or the task wouldn't be here. */
        void swept() {
            if (flushed) {
                settled(this);
            }
        }

        /** The task is closed. */
        void leave() {
            settled(this);
        }

        /** Whether the commit under way is the last before the task is given away. */
        boolean leaving() {
            return leaving.get().contains(partition);
        }
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
