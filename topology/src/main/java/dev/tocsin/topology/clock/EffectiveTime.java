package dev.tocsin.topology.clock;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * A task's effective time: the newest accepted sample time plus, once the input has been quiet for a while, the wall
 * time since. It never goes back. Wall clock and event time are never compared: only wall differences are added, and
 * only those during which somebody was there to hear.
 *
 * <p>
 * Not thread-safe; one per task. All times are epoch milliseconds.
 */
public final class EffectiveTime {

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 3 * Long.BYTES + 1;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final long idleMillis;
    private long newest = UNKNOWN;
    private long reached = UNKNOWN;
    /** The effective time at which quiet began to be counted, and the wall time. */
    private long quietFrom = UNKNOWN;
    private long quietFromWall;
    private long lastLookWall;
    private boolean started;

    public EffectiveTime(Duration idle) {
        this.idleMillis = idle.toMillis();
    }

    /** Begins to count quiet wall time from now: the task was just assigned here. */
    public EffectiveTime assigned(long wallNow) {
        lastLookWall = wallNow;
        deaf(wallNow);
        return this;
    }

    /** Begins to count quiet wall time anew, because until now nothing could have been heard: input waits unread. */
    public void deaf(long wallNow) {
        quietFrom = reached;
        quietFromWall = wallNow;
    }

    /**
     * The task's thread is here: it must come more often than once in the idle time. After a longer gap it stood still,
     * or the wall clock jumped, and the time between says nothing of the input.
     */
    public void look(long wallNow) {
        long gap = wallNow - lastLookWall;
        lastLookWall = wallNow;
        if (gap < 0 || gap > idleMillis) {
            deaf(wallNow);
        }
    }

    /** Takes in an accepted sample's time. */
    public void accept(long sampleTime, long wallNow) {
        newest = Math.max(newest, sampleTime);
        reached = Math.max(reached, newest);
        quietFrom = newest;
        quietFromWall = wallNow;
    }

    /** The newest accepted sample's time. */
    public long newest() {
        return newest;
    }

    /** Takes over what was known when some sample was accepted, before a restart; quiet time is counted from then. */
    public void recall(long newestThen, long reachedThen) {
        newest = Math.max(newest, newestThen);
        reached = Math.max(reached, reachedThen);
        quietFrom = reached;
    }

    /** Whether any sample was ever accepted. */
    public boolean known() {
        return newest != UNKNOWN;
    }

    /** Whether the input has been quiet for the idle time. */
    public boolean quiet(long wallNow) {
        return wallNow - quietFromWall >= idleMillis;
    }

    /** The effective time without counting quiet wall time: while the task has input waiting. */
    public long reached() {
        return reached;
    }

    /** The effective time, quiet wall time counted. */
    public long advance(long wallNow) {
        if (known() && quiet(wallNow)) {
            reached = Math.max(reached, quietFrom + (wallNow - quietFromWall));
        }
        return reached;
    }

    public Instant instant() {
        return Instant.ofEpochMilli(reached);
    }

    /** Whether this task has once caught up with its input; before that, history only warms the models. */
    public boolean started() {
        return started;
    }

    public void start() {
        started = true;
    }

    /** The stored form: version, newest, reached, a reserved long, started. */
    public byte[] store() {
        return ByteBuffer.allocate(BYTES).put(VERSION).putLong(newest).putLong(reached).putLong(0)
                .put((byte) (started ? 1 : 0)).array();
    }

    /**
     * Takes over a stored form. The wall time of the last arrival isn't stored: a restart counts quiet time anew.
     *
     * @return false if the bytes aren't a stored form; then nothing is taken over
     */
    public boolean restore(byte[] stored) {
        if (stored.length != BYTES || stored[0] != VERSION) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored, 1, BYTES - 1);
        newest = buffer.getLong();
        reached = buffer.getLong();
        quietFrom = reached;
        buffer.getLong();
        started = buffer.get() == 1;
        return true;
    }
}
