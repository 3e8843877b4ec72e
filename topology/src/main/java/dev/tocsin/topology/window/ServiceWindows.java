package dev.tocsin.topology.window;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.sample.Sample;

/**
 * The windows of one service that are still open. A window closes once: when the service's own newest sample has passed
 * its end by the grace, or by a timer where the service stays behind the task.
 *
 * <p>
 * All times are epoch milliseconds of event time. Not thread-safe.
 */
public final class ServiceWindows {

    /** What became of a sample. */
    public enum Outcome {
        ACCEPTED, LATE
    }

    static final long NEVER = Long.MIN_VALUE;
    private static final long METRIC_MEMORY_MILLIS = Duration.ofHours(24).toMillis();
    private static final double CADENCE_WEIGHT = 0.1;

    final MetricSlots metrics = new MetricSlots();
    final Deque<Aggregate> open = new ArrayDeque<>();
    long closedUntil = NEVER;
    long newest = NEVER;
    /** Typical time between two sample times, a moving average; 0 while unknown. As exact as it is stored. */
    float cadence;
    /** Typical time by which this service's samples stay behind the task's effective time. */
    float delay;
    boolean silent;
    /** The task's newest sample time and its effective time when this service was last heard. */
    long taskNewest = NEVER;
    long taskReached = NEVER;
    /** The newest window that was closed had no sample, though the service should have spoken. */
    boolean mute;
    /** In how many windows it was heard, until it is settled. */
    int heard;
    /** Whether it is counted among the services of the task; not stored. */
    boolean counted;

    /** Whether it was heard in enough windows to keep its place among too many. */
    boolean settled() {
        return heard >= ServiceLimits.SETTLED;
    }

    /**
     * Takes in one sample.
     *
     * @param behindTask by how much the sample stays behind the task's effective time
     */
    public Outcome add(Sample sample, long behindTask, WindowShape shape, Dropped dropped) {
        long time = sample.timeMillis();
        long start = shape.startOf(time);
        learnRhythm(time, behindTask);
        if (closedUntil != NEVER && start < closedUntil) {
            return Outcome.LATE;
        }
        if (closedUntil == NEVER) {
            closedUntil = start;
        }
        int[] slots = metrics.of(sample.names(), shape.metricLimit());
        for (int index = 0; index < slots.length; index++) {
            if (slots[index] == MetricSlots.NONE) {
                dropped.metric(sample.names().get(index));
            }
        }
        Aggregate aggregate = aggregate(start);
        if (sample.running()) {
            aggregate.replace(slots, sample.values());
        } else {
            aggregate.add(slots, sample.values());
        }
        newest = Math.max(newest, time);
        return Outcome.ACCEPTED;
    }

    /** Told of a metric beyond the limit of metrics per service. */
    public interface Dropped {
        void metric(String name);
    }

    /** Whether the oldest window that isn't closed has been passed by the service's own samples. */
    boolean passedByOwnSamples(WindowShape shape) {
        return newest != NEVER && newest >= closedUntil + shape.sizeMillis() + shape.graceMillis();
    }

    /** The effective time at which the oldest window that isn't closed is closed by a timer. */
    long dueAt(WindowShape shape) {
        long patience = Math.min((long) (2.0 * delay), shape.patienceMillis());
        return closedUntil + shape.sizeMillis() + shape.graceMillis() + patience;
    }

    /** Closes the oldest window that isn't closed; null where it had no sample. */
    @Nullable
    Aggregate closeNext(WindowShape shape) {
        long start = closedUntil;
        closedUntil = start + shape.sizeMillis();
        Aggregate first = open.peekFirst();
        if (first == null || first.start != start) {
            return null;
        }
        open.removeFirst();
        metrics.saw(first);
        forgetMetrics(first, start - METRIC_MEMORY_MILLIS);
        return first;
    }

    /** Frees the slots of metrics that no window since a time has had, so that renamed metrics don't use up the limit. */
    private void forgetMetrics(Aggregate closed, long since) {
        if (!metrics.anyUnseenSince(since)) {
            return;
        }
        int[] kept = metrics.seenSince(since, open);
        if (kept.length < metrics.names().size()) {
            metrics.keep(kept);
            closed.keep(kept);
            open.forEach(window -> window.keep(kept));
        }
    }

    /** Whether the service should have said something by a time, judged by its own rhythm. */
    boolean overdue(long time, WindowShape shape) {
        return newest != NEVER && time - newest > Math.max(shape.sizeMillis(), (long) (2.0 * cadence));
    }

    /** Whether a window that ends at a time is one in which the service, by its own rhythm, should have spoken. */
    boolean expectsSampleBy(long end, WindowShape shape) {
        return cadence > 0 && cadence <= shape.sizeMillis() || overdue(end, shape);
    }

    /** Jumps over empty windows after a gap so long that the service counted as gone. */
    void skipLongGap(WindowShape shape) {
        Aggregate next = open.peekFirst();
        if (next != null && next.start - closedUntil > shape.gone().toMillis()) {
            closedUntil = next.start;
        }
    }

    private void learnRhythm(long time, long behindTask) {
        if (newest != NEVER && time > newest) {
            double gap = time - newest;
            cadence = (float) (cadence == 0
                    ? gap
                    : cadence + CADENCE_WEIGHT * (Math.min(gap, 10.0 * cadence) - cadence));
        }
        long behind = Math.max(0, behindTask);
        delay = (float) (newest == NEVER ? behind : delay + CADENCE_WEIGHT * (behind - delay));
    }

    private Aggregate aggregate(long start) {
        Aggregate last = open.peekLast();
        if (last != null && last.start == start) {
            return last;
        }
        if (last == null || last.start < start) {
            Aggregate added = new Aggregate(start, Math.max(8, metrics.names().size()));
            open.addLast(added);
            return added;
        }
        return between(start);
    }

    private Aggregate between(long start) {
        Deque<Aggregate> later = new ArrayDeque<>();
        for (Iterator<Aggregate> i = open.descendingIterator(); i.hasNext();) {
            Aggregate candidate = i.next();
            if (candidate.start == start) {
                open.addAll(later);
                return candidate;
            }
            if (candidate.start < start) {
                break;
            }
            later.addFirst(candidate);
            i.remove();
        }
        Aggregate added = new Aggregate(start, Math.max(8, metrics.names().size()));
        open.addLast(added);
        open.addAll(later);
        return added;
    }
}
