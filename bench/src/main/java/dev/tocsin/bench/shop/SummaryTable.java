package dev.tocsin.bench.shop;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The recording as a person checks it: per fault, each service's 10 s windows with robust z against the ten minutes before. */
final class SummaryTable {

    private static final long AFTER_MILLIS = 120_000;
    private static final List<Column> COLUMNS = List.of(new Column("requests/s", "requests_per_second"),
            new Column("p50 s", "latency_p50_seconds"), new Column("p99 s", "latency_p99_seconds"),
            new Column("errors", "error_ratio"), new Column("cpu", "cpu_utilization"),
            new Column("heap", "heap_used_bytes"), new Column("threads", "threads"),
            new Column("queue", "queue_depth"));

    private SummaryTable() {}

    static String of(Recording recording, List<Fault> faults) {
        StringBuilder table = new StringBuilder();
        for (Fault fault : faults) {
            for (String service : Shop.TIERS) {
                append(table, recording, fault, service);
            }
        }
        return table.toString();
    }

    /** One second of one service in a few words. */
    static String brief(Measurement second) {
        Map<String, Double> metrics = second.metrics();
        Object[] values = COLUMNS.stream().map(column -> metrics.getOrDefault(column.metric(), Double.NaN)).toArray();
        return String.format(Locale.ROOT,
                second.service() + " %.0f/s p50 %.3f p99 %.3f err %.2f cpu %.2f heap %.2g thr %.0f q %.1f", values);
    }

    private static void append(StringBuilder table, Recording recording, Fault fault, String service) {
        table.append('\n').append(fault.kind()).append(" at ").append(fault.kind().service()).append(": ")
                .append(service).append(" from ").append(Instant.ofEpochMilli(fault.start())).append("\n    +s");
        COLUMNS.forEach(column -> table.append(String.format("%19s", column.head() + " (z)")));
        table.append('\n');
        List<Windows> metrics = COLUMNS.stream().map(column -> Windows.of(recording, service, column.metric()))
                .toList();
        long last = Math.min(fault.end() + AFTER_MILLIS, recording.measurements().getLast().t());
        for (long t = fault.start(); t < last; t += Windows.MILLIS) {
            table.append(String.format("%6d", (t - fault.start()) / 1000));
            for (Windows windows : metrics) {
                table.append(cell(windows, fault.start(), t));
            }
            table.append(t >= fault.end() ? "  after\n" : "\n");
        }
    }

    private static String cell(Windows windows, long start, long t) {
        Double value = windows.means().get(t);
        if (value == null) {
            return String.format("%19s", "-");
        }
        double z = Math.clamp(windows.before(start).z(value), -9_999, 99_999);
        return String.format(Locale.ROOT, "%11s (%5.0f)", String.format(Locale.ROOT, "%.4g", value), z);
    }

    private record Column(String head, String metric) {}
}
