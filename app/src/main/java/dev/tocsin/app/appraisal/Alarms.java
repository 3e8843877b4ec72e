package dev.tocsin.app.appraisal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.tocsin.app.appraisal.Runs.Run;

/**
 * A detector's own decisions, row by row, beside the events that are known.
 *
 * @param step between rows
 */
public record Alarms(boolean[] alarms, List<Run> events, Duration step) {

    /** Rows around an event whose alarms are of it, and between alarms that are one. */
    private int gap() {
        return coarse() ? 2 : 10;
    }

    private boolean coarse() {
        return step.compareTo(Duration.ofMinutes(1)) > 0;
    }

    /** Rows of the widest buffer around an event for which a score is given credit. */
    public int widestBuffer() {
        return coarse() ? 20 : 100;
    }

    /** Alarms outside events, those close together as one. */
    public List<Run> falseAlarms() {
        boolean[] outside = alarms.clone();
        for (Run event : events) {
            Arrays.fill(outside, Math.max(0, event.first() - gap()), Math.min(alarms.length, event.last() + gap() + 1),
                    false);
        }
        return Runs.merged(outside, gap());
    }

    /** Started hours of alarms outside events, so that alarming for ever isn't cheap. */
    public int falseHours() {
        int perHour = coarse() ? (int) Math.max(1, Math.round(3_600.0 / step.toSeconds())) : 60;
        return falseAlarms().stream().mapToInt(alarm -> (alarm.rows() + perHour - 1) / perHour).sum();
    }

    /** Rows from an event's start to its first alarm; -1 where there is none. */
    public int delay(Run event) {
        return IntStream.rangeClosed(event.first(), event.last()).filter(row -> alarms[row])
                .map(row -> row - event.first())
                .findFirst().orElse(-1);
    }

    /** Of each event that was hit, in their order. */
    public int[] delays() {
        return events.stream().mapToInt(this::delay).filter(delay -> delay >= 0).toArray();
    }

    /** How long all rows are. */
    public double days() {
        return alarms.length * (double) step.toMillis() / Duration.ofDays(1).toMillis();
    }
}
