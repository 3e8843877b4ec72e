package dev.tocsin.topology.clock;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How old the samples of a source were when their records were written: record time less sample time. A least age below
 * zero is a producer whose clock is ahead; one far above the interval of its samples is a clock that is behind, or a
 * pipeline that holds telemetry back. Speaks of the last two to four minutes. Thread-safe.
 */
public final class SampleAges {

    private static final Duration SPAN = Duration.ofMinutes(2);

    private record Bounds(long least, long most) {

        private static final Bounds NONE = new Bounds(Long.MAX_VALUE, Long.MIN_VALUE);

        private Bounds with(long age) {
            return age >= least && age <= most ? this : new Bounds(Math.min(least, age), Math.max(most, age));
        }

        private Bounds and(Bounds other) {
            return new Bounds(Math.min(least, other.least), Math.max(most, other.most));
        }
    }

    private final Supplier<Duration> elapsed;
    private Duration since;
    private Bounds before = Bounds.NONE;
    private volatile Bounds now = Bounds.NONE;

    /** @param elapsed time since anything, for forgetting */
    public SampleAges(Supplier<Duration> elapsed) {
        this.elapsed = elapsed;
        this.since = elapsed.get();
    }

    /** A sample was read. */
    public void saw(long sampleMillis, long recordMillis) {
        long age = recordMillis - sampleMillis;
        if (now.with(age) != now) {
            widen(age);
        }
    }

    private synchronized void widen(long age) {
        now = now.with(age);
    }

    /** The youngest sample; NaN if there was none. */
    public double leastSeconds() {
        Bounds recent = recent();
        return recent.least > recent.most ? Double.NaN : recent.least / 1e3;
    }

    /** The oldest; NaN if there was none. */
    public double mostSeconds() {
        Bounds recent = recent();
        return recent.least > recent.most ? Double.NaN : recent.most / 1e3;
    }

    private synchronized Bounds recent() {
        Duration passed = elapsed.get().minus(since);
        if (passed.compareTo(SPAN) >= 0) {
            before = passed.compareTo(SPAN.multipliedBy(2)) < 0 ? now : Bounds.NONE;
            now = Bounds.NONE;
            since = elapsed.get();
        }
        return before.and(now);
    }
}
