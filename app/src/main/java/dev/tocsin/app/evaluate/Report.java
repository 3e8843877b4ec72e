package dev.tocsin.app.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tocsin.app.appraisal.PrecisionRecall;
import dev.tocsin.app.appraisal.Runs.Run;
import dev.tocsin.app.score.ScoredWindow;

/** What an evaluation says to a person or a script. */
record Report(Evaluation evaluation, Duration step, boolean countsRows, String picture) {

    private static final int MOST_FALSE = 10;

    List<String> lines() {
        Evaluation is = evaluation;
        PrecisionRecall curve = is.curve();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%d windows of %s (%.1f days), %d without a score", is.windows().size(),
                shortly(step), is.alarms().days(), unscored()));
        lines.add(String.format(Locale.ROOT, "incidents hit      %d of %d (%.0f %%)", hit(), is.events().size(),
                100.0 * hit() / is.events().size()));
        if (is.marking().known() > is.events().size()) {
            lines.add("                   " + is.marking().known()
                    + " are labelled; those that overlap or follow at once are one");
        }
        lines.add(String.format(Locale.ROOT, "false-alarm hours  %.2f a day (%d)", is.falseHoursPerDay(),
                is.alarms().falseHours()));
        lines.add("median delay       " + (is.medianDelay().isPresent() ? delay(is.medianDelay().getAsDouble()) : "-"));
        lines.add(String.format(Locale.ROOT, "AP %.3f, VUS-PR %.3f (random scores: AP %.3f)", curve.average(),
                curve.volume(is.alarms().widestBuffer()), is.markedShare()));
        section(lines, "Missed:", is.missed());
        List<Run> falseAlarms = is.alarms().falseAlarms();
        section(lines, falseAlarms.size() > MOST_FALSE
                ? "False alarms, the first " + MOST_FALSE + " of " + falseAlarms.size() + ":"
                : "False alarms:", falseAlarms.stream().limit(MOST_FALSE).toList());
        is.marking().outside().forEach(known -> lines.add("Not counted, outside the metrics: " + known.start() + " to "
                + known.end() + " " + known.name()));
        lines.add("Picture: " + picture);
        return lines;
    }

    Map<String, Object> json() {
        Evaluation is = evaluation;
        PrecisionRecall curve = is.curve();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("windows", is.windows().size());
        json.put("unscored", unscored());
        json.put("days", is.alarms().days());
        json.put("labelled", is.marking().known());
        json.put("incidents", is.events().size());
        json.put("incidents_hit", hit());
        json.put("recall", (double) hit() / is.events().size());
        json.put("false_alarm_hours", is.alarms().falseHours());
        json.put("false_alarm_hours_per_day", is.falseHoursPerDay());
        json.put("median_delay_windows",
                is.medianDelay().isPresent() ? is.medianDelay().getAsDouble() : null);
        json.put("ap", curve.average());
        json.put("vus_pr", curve.volume(is.alarms().widestBuffer()));
        json.put("random_ap", is.markedShare());
        json.put("missed", is.missed().stream().map(this::span).toList());
        json.put("false_alarms", is.alarms().falseAlarms().stream().map(this::span).toList());
        json.put("outside", is.marking().outside().size());
        json.put("picture", picture);
        return json;
    }

    /** From when to when, in the words of the metrics' own file. */
    String when(Run run) {
        ScoredWindow first = evaluation.windows().get(run.first());
        ScoredWindow last = evaluation.windows().get(run.last());
        return countsRows ? "rows " + first.t() + " to " + last.t() : first.start() + " to " + last.end();
    }

    private void section(List<String> lines, String title, List<Run> runs) {
        if (!runs.isEmpty()) {
            lines.add(title);
            runs.forEach(run -> lines.add(("  " + when(run) + " " + evaluation.name(run)).stripTrailing()));
        }
    }

    private Map<String, Object> span(Run run) {
        ScoredWindow first = evaluation.windows().get(run.first());
        ScoredWindow last = evaluation.windows().get(run.last());
        Map<String, Object> span = new LinkedHashMap<>();
        span.put("start", countsRows ? Long.valueOf(first.t()) : first.start());
        span.put("end", countsRows ? Long.valueOf(last.t()) : last.end());
        span.put("name", evaluation.name(run));
        return span;
    }

    private long unscored() {
        return evaluation.windows().stream().filter(window -> !window.verdict().isScored()).count();
    }

    private int hit() {
        return evaluation.events().size() - evaluation.missed().size();
    }

    private String delay(double windows) {
        return String.format(Locale.ROOT, "%.1f windows (%s)", windows,
                shortly(Duration.ofMillis(Math.round(windows * step.toMillis()))));
    }

    static String shortly(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
