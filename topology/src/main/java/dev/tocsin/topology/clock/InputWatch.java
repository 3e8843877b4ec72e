package dev.tocsin.topology.clock;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Follows the input partitions of one task and reports to {@link Progress}. Used on the task's stream thread only.
 */
public final class InputWatch {

    private static final long NONE = -1;

    private final InputLag lag;
    private final Progress progress;
    private final List<String> topics;
    private final int partition;
    private final long[] lastRecord;

    /**
     * @param topics the task's input topics; some may have fewer partitions than the task's number
     */
    public InputWatch(InputLag lag, Progress progress, List<String> topics, int partition) {
        this.lag = lag;
        this.progress = progress;
        this.topics = List.copyOf(topics);
        this.partition = partition;
        this.lastRecord = new long[this.topics.size()];
        Arrays.fill(lastRecord, NONE);
    }

    /** Notes the time stamp of a record that was read, in epoch milliseconds; negative if it has none. */
    public void read(String topic, long recordTimestamp) {
        int input = topics.indexOf(topic);
        if (input >= 0) {
            lastRecord[input] = recordTimestamp;
        }
    }

    /** Asks for the lag of each input and reports its age; the oldest of them. */
    public Duration report(long wallNow) {
        Duration oldest = Duration.ZERO;
        for (int input = 0; input < lastRecord.length; input++) {
            Duration age = age(topics.get(input), lastRecord[input], wallNow);
            progress.report(topics.get(input), partition, age);
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
        }
        return oldest;
    }

    /** The task moves away. */
    public void close() {
        topics.forEach(topic -> progress.forget(topic, partition));
    }

    private Duration age(String topic, long last, long wallNow) {
        OptionalLong waiting = lag.recordsWaiting(topic, partition);
        if (waiting.isEmpty()) {
            return Progress.UNKNOWN;
        }
        if (waiting.getAsLong() == 0) {
            return Duration.ZERO;
        }
        return last < 0 ? Progress.UNKNOWN : Duration.ofMillis(Math.max(0, wallNow - last));
    }
}
