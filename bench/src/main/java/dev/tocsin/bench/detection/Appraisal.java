package dev.tocsin.bench.detection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.tocsin.app.appraisal.Alarms;
import dev.tocsin.app.appraisal.PrecisionRecall;
import dev.tocsin.app.appraisal.Runs;
import dev.tocsin.bench.detection.LabelledServer.Cause;

/**
 * How good the scores of one server's test rows are.
 *
 * @param ap area under precision and recall, row by row
 * @param vusPr the same by ranges, over buffers up to 100 minutes (20 rows where a step is over a minute)
 * @param delays rows from an event's start to its first alarm, of each event that was hit
 * @param falseHours started hours of alarms outside events
 * @param attributed events whose worst window blames a labelled metric among its top 3
 * @param causes events with labelled metrics
 * @param onsets rows from such an event's start to the first in which one of those metrics is elevated, where any is
 */
record Appraisal(double ap, double vusPr, int[] delays, int events, int falseHours, double days, int attributed,
        int causes, int[] onsets) {

    static Appraisal of(LabelledServer server, Scores test) {
        PrecisionRecall curve = new PrecisionRecall(server.label(), test.score());
        Alarms alarms = new Alarms(test.anomalous(), Runs.of(server.label()), server.step());
        int attributed = (int) server.causes().stream().filter(cause -> blamed(cause, test)).count();
        return new Appraisal(curve.average(), curve.volume(alarms.widestBuffer()), alarms.delays(),
                alarms.events().size(), alarms.falseHours(), server.testDays(), attributed, server.causes().size(),
                server.causes().stream().flatMapToInt(cause -> onset(cause, test)).toArray());
    }

    /** Started hours of alarm of rows of which none is labelled. */
    static int quietHours(LabelledServer server, boolean[] alarms) {
        return new Alarms(alarms, List.of(), server.step()).falseHours();
    }

    private static IntStream onset(Cause cause, Scores test) {
        return rows(cause, test)
                .filter(row -> Arrays.stream(test.elevated()[row]).anyMatch(cause.metrics()::contains))
                .map(row -> row - cause.first()).limit(1);
    }

    private static IntStream rows(Cause cause, Scores test) {
        return IntStream.rangeClosed(cause.first(), Math.min(cause.last(), test.rows() - 1));
    }

    private static boolean blamed(Cause cause, Scores test) {
        int worst = rows(cause, test).filter(row -> Double.isFinite(test.score()[row])).boxed()
                .max((a, b) -> Double.compare(test.score()[a], test.score()[b])).orElse(cause.first());
        return Arrays.stream(test.top()[worst]).anyMatch(metric -> cause.metrics().contains(metric));
    }
}
