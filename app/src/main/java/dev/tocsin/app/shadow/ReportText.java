package dev.tocsin.app.shadow;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.Table;
import dev.tocsin.app.shadow.ShadowReport.Alarms;
import dev.tocsin.app.shadow.ShadowReport.Example;
import dev.tocsin.app.shadow.ShadowReport.Incident;

/** A report for people. */
record ReportText(ShadowReport report) {

    private static final int MOST_INCIDENTS = 20;

    void print(PrintWriter out) {
        out.println(String.join(", ", report.versions()) + ": " + report.services() + " services, " + report.windows()
                + " windows judged by both (" + number(report.serviceDays()) + " service-days), " + report.unjudged()
                + " not yet");
        out.println();
        new Table("", "ANOMALOUS WINDOWS", "ALARM HOURS", "A SERVICE AND DAY").row(row("in force", report.inForce()))
                .row(row("candidate", report.candidateAlarms())).print(out);
        out.println();
        Double agreement = report.agreement();
        out.println("same decision: " + (agreement == null ? "-" : percent(agreement)) + "; both anomalous: "
                + report.both() + ", only the one in force: " + report.onlyInForce() + ", only the candidate: "
                + report.onlyCandidate());
        print("only the one in force found anomalous, e.g.", report.examplesOnlyInForce(), out);
        print("only the candidate found anomalous, e.g.", report.examplesOnlyCandidate(), out);
        incidents(out);
        out.flush();
    }

    private static String[] row(String name, Alarms alarms) {
        Double rate = alarms.hoursPerServiceDay();
        return new String[]{name, Long.toString(alarms.windows()), Long.toString(alarms.hours()),
                rate == null ? "-" : number(rate)};
    }

    private static void print(String heading, List<Example> examples, PrintWriter out) {
        if (examples.isEmpty()) {
            return;
        }
        out.println();
        out.println(heading);
        Table table = new Table("SERVICE", "WINDOW'S END", "SCORE", "METRIC");
        examples.forEach(example -> table.row(example.service(), example.at().toString(), number(example.score()),
                example.metric() == null ? "-" : example.metric()));
        table.print(out);
    }

    private void incidents(PrintWriter out) {
        out.println();
        List<Incident> incidents = report.incidents();
        if (incidents.isEmpty()) {
            out.println("no incident of these services in that time");
            return;
        }
        Long median = report.medianLeadSeconds();
        out.println(incidents.size() + " incidents"
                + (median == null ? "" : "; of those both found, the candidate is " + lead(median) + " (median)"));
        Table table = new Table("INCIDENT", "TIER", "IN FORCE", "CANDIDATE", "CANDIDATE IS");
        incidents.stream().limit(MOST_INCIDENTS).forEach(incident -> table.row(incident.incident(), incident.tier(),
                said(incident.inForceAt()), said(incident.candidateAt()),
                incident.leadSeconds() == null ? "-" : lead(incident.leadSeconds())));
        table.print(out);
    }

    private static String said(@Nullable Object at) {
        return at == null ? "not found" : at.toString();
    }

    private static String lead(long seconds) {
        return seconds == 0 ? "as early" : Math.abs(seconds) + " s " + (seconds > 0 ? "earlier" : "later");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
