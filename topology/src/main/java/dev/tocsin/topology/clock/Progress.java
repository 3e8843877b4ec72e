package dev.tocsin.topology.clock;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * How far this instance is behind its input, per input partition: the age of the last record read while more wait, zero
 * once caught up. The age is taken against the record's own time stamp, the wall clock's and the broker's affair, never
 * against a sample's time.
 *
 * <p>
 * Thread-safe: stream threads report, everybody reads.
 */
public final class Progress {

    /** Longer than any age: nothing is known of a partition that was just assigned. */
    public static final Duration UNKNOWN = Duration.ofDays(36_500);

    private record Input(String topic, int partition) {}

    /** Reports come every second; a thread that hasn't come round for longer stands still. */
    private static final Duration PUNCTUAL = Duration.ofSeconds(5);

    private record Report(Duration age, long atNanos) {}

    private final Map<Input, Report> behind = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;

    public Progress() {
        this(System::nanoTime);
    }

    /** @param nanoClock rising nanoseconds from any origin */
    public Progress(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Reports how far a partition is behind. */
    public void report(String topic, int partition, Duration age) {
        behind.put(new Input(topic, partition), new Report(age, nanoClock.getAsLong()));
    }

    /** A partition is no longer read here. */
    public void forget(String topic, int partition) {
        behind.remove(new Input(topic, partition));
    }

    /** How far one task is behind: its own partition of some topics, and every partition of others. */
    public Duration behind(Collection<String> own, int partition, Collection<String> whole) {
        return behind.entrySet().stream()
                .filter(e -> whole.contains(e.getKey().topic)
                        || own.contains(e.getKey().topic) && e.getKey().partition == partition)
                .map(entry -> entry.getValue().age).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** How far the slowest input is behind, where that is known; it goes on rising while its thread stands still. */
    public Duration behind() {
        return known().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** Whether every input that is read here is known to be read up to its end or nearly so. */
    public boolean caughtUp(Duration within) {
        return behind.values().stream().allMatch(report -> report.age.compareTo(within) <= 0);
    }

    private Stream<Duration> known() {
        long now = nanoClock.getAsLong();
        return behind.values().stream().filter(report -> report.age.compareTo(UNKNOWN) < 0).map(report -> {
            Duration since = Duration.ofNanos(now - report.atNanos);
            return since.compareTo(PUNCTUAL) > 0 ? report.age.plus(since) : report.age;
        });
    }
}
