package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the switchboard knows besides its open incidents: one small row.
 *
 * @param tasks what each task last said, by its partition
 * @param telemetry whether telemetry as a whole still flows
 * @param missed what began and ended while Tocsin was behind, not told yet
 * @param storms rules that fire for many services at once
 */
public record Board(SortedMap<Integer, TaskTime> tasks, Telemetry telemetry, Missed missed, Storms storms) {

    /** The task of the switchboard's own incident. */
    public static final int OWN_TASK = -1;

    /** Nothing was heard yet. */
    public static final Board EMPTY = new Board(new TreeMap<>(), new Telemetry.Flowing(), Missed.NOTHING,
            Storms.NONE);

    public Board {
        tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
    }

    /** With what a task says of its time. */
    public Board heard(TaskTime time) {
        SortedMap<Integer, TaskTime> later = new TreeMap<>(tasks);
        later.put(time.task(), time);
        return new Board(later, telemetry, missed, storms);
    }

    Board with(Telemetry other) {
        return new Board(tasks, other, missed, storms);
    }

    Board with(Missed other) {
        return new Board(tasks, telemetry, other, storms);
    }

    Board with(Storms other) {
        return new Board(tasks, telemetry, missed, other);
    }

    /** The effective time of a task, or the newest of all for the switchboard's own. */
    Instant timeOf(int task) {
        TaskTime time = tasks.get(task);
        return time == null ? newest() : time.effectiveTime();
    }

    Instant newest() {
        return tasks.values()
                .stream()
                .map(TaskTime::effectiveTime)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    boolean isBehind(int task, Limits limits) {
        TaskTime time = tasks.get(task);
        return time != null && limits.exceeded(time.behind());
    }

    boolean isAnyBehind(Limits limits) {
        return tasks.keySet().stream().anyMatch(task -> isBehind(task, limits));
    }
}
