package dev.tocsin.app.evaluate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

import dev.tocsin.app.score.ScoredWindow;
import dev.tocsin.app.score.TimeColumn;
import dev.tocsin.app.score.UnreadableCsvException;

/**
 * Labels laid over the windows they are about.
 *
 * @param marked whether each window was in an incident
 * @param names per window, of the incident it was in; empty where that has none
 * @param outside incidents that no window covers
 */
record Marking(boolean[] marked, String[] names, List<Labels.Known> outside) {

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
            return new Marking(rows, unnamed(windows), List.of());
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
        return new Marking(marked, unnamed(windows), List.of());
    }

    private static Marking of(List<Labels.Known> incidents, String file, List<ScoredWindow> windows,
            boolean countsRows) throws UnreadableCsvException {
        Marking marking = new Marking(new boolean[windows.size()], unnamed(windows), new ArrayList<>());
        ToLongFunction<ScoredWindow> first = countsRows
                ? window -> Long.parseLong(window.t())
                : window -> window.start().toEpochMilli();
        ToLongFunction<ScoredWindow> last = countsRows
                ? window -> Long.parseLong(window.t()) + window.rows() - 1
                : window -> window.end().toEpochMilli() - 1;
        for (Labels.Known incident : incidents) {
            long start = place(incident.start(), incident, file, countsRows);
            long end = place(incident.end(), incident, file, countsRows);
            if (end < start) {
                throw new UnreadableCsvException(file, incident.line(),
                        "end " + incident.end() + " is before start " + incident.start());
            }
            boolean covered = false;
            for (int window = 0; window < windows.size(); window++) {
                if (first.applyAsLong(windows.get(window)) <= end && last.applyAsLong(windows.get(window)) >= start) {
                    marking.marked[window] = true;
                    marking.names[window] = incident.name();
                    covered = true;
                }
            }
            if (!covered) {
                marking.outside.add(incident);
            }
        }
        return marking;
    }

    /** A row's number, or a time in epoch milliseconds. */
    private static long place(String field, Labels.Known incident, String file, boolean countsRows)
            throws UnreadableCsvException {
        TimeColumn kind = TimeColumn.of(field);
        if (countsRows != (kind == TimeColumn.ROW_INDEX)) {
            throw new UnreadableCsvException(file, incident.line(), "'" + field + "' isn't "
                    + (countsRows ? "a row index, which the metrics have" : "a time, which the metrics have"));
        }
        return countsRows
                ? Long.parseLong(field)
                : kind.parse(field, java.time.Duration.ZERO).map(Instant::toEpochMilli)
                        .orElseThrow(() -> new UnreadableCsvException(file, incident.line(),
                                "'" + field + "' isn't " + kind.description()));
    }

    private static String[] unnamed(List<ScoredWindow> windows) {
        String[] names = new String[windows.size()];
        Arrays.fill(names, "");
        return names;
    }
}
