package dev.tocsin.topology.clock;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Follows the input partitions of one task and reports to {@link Progress}. Used on the task's stream thread only.
 */
public final class InputWatch {

    private final InputLag lag;
    private final Progress progress;
    private final List<String> topics;
    private final int partition;
    private final Map<String, Long> lastRecord = new HashMap<>();

    /**
     * @param topics the task's input topics; some may have fewer partitions than the task's number
     */
    public InputWatch(InputLag lag, Progress progress, List<String> topics, int partition) {
        this.lag = lag;
        this.progress = progress;
        this.topics = List.copyOf(topics);
        this.partition = partition;
    }

    /** Notes the time stamp of a record that was read, in epoch milliseconds; negative if it has none. */
    public void read(String topic, long recordTimestamp) {
        lastRecord.put(topic, recordTimestamp);
    }

    /** Asks for the lag of each input and reports its age; the oldest of them. */
    public Duration report(long wallNow) {
        Duration oldest = Duration.ZERO;
        for (String topic : topics) {
            Duration age = age(topic, wallNow);
            progress.report(topic, partition, age);
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
        }
        return oldest;
    }

    /** The task moves away. */
    public void close() {
        topics.forEach(topic -> progress.forget(topic, partition));
    }

    private Duration age(String topic, long wallNow) {
        OptionalLong waiting = lag.recordsWaiting(topic, partition);
        if (waiting.isEmpty()) {
            return Progress.UNKNOWN;
        }
        Long last = lastRecord.get(topic);
        if (waiting.getAsLong() == 0) {
            return Duration.ZERO;
        }
        return last == null || last < 0 ? Progress.UNKNOWN : Duration.ofMillis(Math.max(0, wallNow - last));
    }
}
