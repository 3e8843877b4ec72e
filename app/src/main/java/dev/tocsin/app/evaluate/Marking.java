package dev.tocsin.app.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

import dev.tocsin.app.appraisal.Runs;
import dev.tocsin.app.score.ScoredWindow;
import dev.tocsin.app.score.TimeColumn;
import dev.tocsin.app.score.UnreadableCsvException;

/**
 * Labels laid over the windows they are about.
 *
 * @param marked whether each window was in an incident
 * @param names per window, of the incident it was in; empty where that has none
 * @param known how many incidents some window covers, before those that overlap or follow at once are one
 * @param outside incidents that no window covers
 */
record Marking(boolean[] marked, String[] names, int known, List<Labels.Known> outside) {

    /**
     * Lays labels over windows.
     *
     * @param file how messages name the labels
     * @param countsRows whether the windows' file counts its rows, so that times are row numbers
     */
    static Marking of(Labels labels, String file, List<ScoredWindow> windows, boolean countsRows)
            throws UnreadableCsvException {
        return switch (labels) {
            case Labels.Rows(boolean[] marked) -> of(marked, file, windows);
            case Labels.Times(List<Labels.Known> incidents) -> of(incidents, file, windows, countsRows);
        };
    }

    private static Marking of(boolean[] rows, String file, List<ScoredWindow> windows) throws UnreadableCsvException {
        if (rows.length == windows.size()) {
            return ofWindows(rows);
        }
        int all = windows.stream().mapToInt(ScoredWindow::rows).sum();
        if (rows.length != all) {
            throw new UnreadableCsvException(file, rows.length + " labels for " + all + " rows");
        }
        boolean[] marked = new boolean[windows.size()];
        int row = 0;
        for (int window = 0; window < marked.length; window++) {
            for (int end = row + windows.get(window).rows(); row < end; row++) {
                marked[window] |= rows[row];
            }
        }
        return ofWindows(marked);
    }

    private static Marking ofWindows(boolean[] marked) {
        return new Marking(marked, unnamed(marked.length), Runs.of(marked).size(), List.of());
    }

    private static Marking of(List<Labels.Known> incidents, String file, List<ScoredWindow> windows,
            boolean countsRows) throws UnreadableCsvException {
        boolean[] marked = new boolean[windows.size()];
        String[] names = unnamed(marked.length);
        List<Labels.Known> outside = new ArrayList<>();
        ToLongFunction<ScoredWindow> first = countsRows
                ? window -> Long.parseLong(window.t())
                : window -> window.start().toEpochMilli();
        ToLongFunction<ScoredWindow> last = countsRows
                ? window -> Long.parseLong(window.t()) + window.rows() - 1
                : window -> window.end().toEpochMilli() - 1;
        for (Labels.Known incident : incidents) {
            long start = place("start", incident.start(), incident, file, countsRows);
            long end = place("end", incident.end(), incident, file, countsRows);
            if (end < start) {
                throw new UnreadableCsvException(file, incident.line(),
                        "end " + incident.end() + " is before start " + incident.start());
            }
            boolean covered = false;
            for (int window = 0; window < windows.size(); window++) {
                if (first.applyAsLong(windows.get(window)) <= end && last.applyAsLong(windows.get(window)) >= start) {
                    marked[window] = true;
                    names[window] = incident.name();
                    covered = true;
                }
            }
            if (!covered) {
                outside.add(incident);
            }
        }
        return new Marking(marked, names, incidents.size() - outside.size(), List.copyOf(outside));
    }

    /** A row's number, or a time in epoch milliseconds. */
    private static long place(String column, String field, Labels.Known incident, String file, boolean countsRows)
            throws UnreadableCsvException {
        if (field.isEmpty()) {
            throw new UnreadableCsvException(file, incident.line(), column + " is blank");
        }
        TimeColumn kind = TimeColumn.of(field);
        if (countsRows != (kind == TimeColumn.ROW_INDEX)) {
            throw new UnreadableCsvException(file, incident.line(), column + " '" + field + "' isn't "
                    + (countsRows ? "a row index, which the metrics have" : "a time, which the metrics have"));
        }
        return countsRows
                ? Long.parseLong(field)
                : kind.parse(field, Duration.ZERO).map(Instant::toEpochMilli)
                        .orElseThrow(() -> new UnreadableCsvException(file, incident.line(),
                                column + " '" + field + "' isn't " + kind.description()));
    }

    private static String[] unnamed(int windows) {
        String[] names = new String[windows];
        Arrays.fill(names, "");
        return names;
    }
}
