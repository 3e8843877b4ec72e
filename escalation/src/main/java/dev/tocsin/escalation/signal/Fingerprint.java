package dev.tocsin.escalation.signal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A 64-bit hash that stays the same from one release to the next, by which stored state knows what it belongs to.
 * FNV-1a (Fowler, Noll, Vo), offset basis and prime of its 64-bit form.
 */
public final class Fingerprint {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    public static long of(String text) {
        long hash = OFFSET_BASIS;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * PRIME;
        }
        return hash;
    }

    /** Of all that decides when the signal is true. */
    public static long of(Signal signal) {
        ExpectedAfter expected = signal.expectedAfter();
        return of(signal.name() + "|" + signal.windows() + "|" + text(signal.condition())
                + (expected == null ? "" : "|after " + expected.kind() + " " + expected.time()));
    }

    /** As 16 hexadecimal digits. */
    public static String hex(long fingerprint) {
        return String.format(Locale.ROOT, "%016x", fingerprint);
    }

    // Spelled out, because the text of a record's toString() is nobody's promise.
    private static String text(Condition condition) {
        return switch (condition) {
            case Condition.OnMetric on -> "metric" + on.metrics().include() + on.metrics().except()
                    + on.any().stream().map(Fingerprint::text).collect(Collectors.joining(";"));
            case Condition.AllMetricsNormal all -> "all_metrics_normal";
            case Condition.Quiet quiet -> "quiet";
            case Condition.NoData noData -> "no_data";
            case Condition.Active active -> "active";
            case Condition.ChangeOf change -> "change " + change.kind().name();
        };
    }

    private static String text(MetricTest test) {
        return test.level() + "," + test.direction() + "," + test.value() + "," + test.times() + "," + test.scale();
    }
}
