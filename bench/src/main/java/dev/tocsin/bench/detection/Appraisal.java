package dev.tocsin.bench.detection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.tocsin.bench.detection.LabelledServer.Cause;
import dev.tocsin.bench.detection.Runs.Run;

/**
 * How good the scores of one server's test rows are.
 *
 * @param ap area under precision and recall, row by row
 * @param vusPr the same by ranges, over buffers up to 100 minutes (20 rows where a step is over a minute)
 * @param delays rows from an event's start to its first alarm, of each event that was hit
 * @param falseHours started hours of alarms outside events
 * @param attributed events whose worst window blames a labelled metric among its top 3
 * @param causes events with labelled metrics
 */
record Appraisal(double ap, double vusPr, int[] delays, int events, int falseHours, double days, int attributed,
        int causes) {

    static Appraisal of(LabelledServer server, Scores test) {
        boolean coarse = server.step().toMinutes() > 1;
        PrecisionRecall curve = new PrecisionRecall(server.label(), test.score());
        List<Run> events = Runs.of(server.label());
        int attributed = (int) server.causes().stream().filter(cause -> blamed(cause, test)).count();
        return new Appraisal(curve.average(), curve.volume(coarse ? 20 : 100), delays(events, test.anomalous()),
                events.size(), falseHours(server, test.anomalous(), events), server.testDays(), attributed,
                server.causes().size());
    }

    /** Started hours of alarm of rows of which none is labelled. */
    static int quietHours(LabelledServer server, boolean[] alarms) {
        return falseHours(server, alarms, List.of());
    }

    private static int falseHours(LabelledServer server, boolean[] alarms, List<Run> events) {
        int gap = server.step().toMinutes() > 1 ? 2 : 10;
        int perHour = (int) Math.max(1, Math.round(3_600.0 / server.step().toSeconds()));
        boolean[] outside = alarms.clone();
        for (Run event : events) {
            Arrays.fill(outside, Math.max(0, event.first() - gap), Math.min(alarms.length, event.last() + gap + 1),
                    false);
        }
        return Runs.merged(outside, gap).stream().mapToInt(run -> (run.rows() + perHour - 1) / perHour).sum();
    }

    private static int[] delays(List<Run> events, boolean[] alarms) {
        return events.stream()
                .map(event -> IntStream.rangeClosed(event.first(), event.last()).filter(row -> alarms[row]).findFirst()
                        .stream().map(row -> row - event.first()).toArray())
                .flatMapToInt(Arrays::stream).toArray();
    }

    private static boolean blamed(Cause cause, Scores test) {
        int worst = IntStream.rangeClosed(cause.first(), Math.min(cause.last(), test.rows() - 1))
                .filter(row -> Double.isFinite(test.score()[row])).boxed()
                .max((a, b) -> Double.compare(test.score()[a], test.score()[b])).orElse(cause.first());
        return Arrays.stream(test.top()[worst]).anyMatch(metric -> cause.metrics().contains(metric));
    }
}
