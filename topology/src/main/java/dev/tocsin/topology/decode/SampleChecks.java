package dev.tocsin.topology.decode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.TelemetrySample;

/**
 * What a sample must be to be judged: identity within its limits, a time that isn't ahead of its own record, some finite
 * values, not too many of them.
 *
 * @param mostAhead a sample further ahead of its record's time stamp than this has a wrong clock
 * @param mostMetrics a sample with more is a mistake, not telemetry
 */
public record SampleChecks(Duration mostAhead, int mostMetrics) {

    private static final int MOST_NAME_BYTES = 255;

    /** Ten minutes ahead, two thousand metrics. */
    public static SampleChecks standard() {
        return new SampleChecks(Duration.ofMinutes(10), 2_000);
    }

    /** What is wrong with a whole sample. */
    public record Refusal(String reason, String detail) {}

    /**
     * Takes unusable values out of a sample and judges the rest.
     *
     * @param recordTimestamp of the record the sample came in, epoch milliseconds; negative where it has none
     * @param dropped told a named reason for each value taken out
     * @return null if the sample can be used
     */
    public @Nullable Refusal check(TelemetrySample sample, long recordTimestamp, Consumer<String> dropped) {
        try {
            var _ = new ServiceId(sample.getNamespace(), sample.getService());
        } catch (IllegalArgumentException bad) {
            return new Refusal("bad_identity", String.valueOf(bad.getMessage()));
        }
        long ahead = sample.getTime().toEpochMilli() - recordTimestamp;
        if (recordTimestamp >= 0 && ahead > mostAhead.toMillis()) {
            return new Refusal("clock_ahead", "sample of " + sample.getService() + " is " + Duration.ofMillis(ahead)
                    + " ahead of its own record");
        }
        if (sample.getMetrics().size() > mostMetrics) {
            return new Refusal("too_many_metrics", sample.getMetrics().size() + " metrics in one sample, more than "
                    + mostMetrics);
        }
        takeOut(sample.getMetrics(), dropped);
        return sample.getMetrics().isEmpty() ? new Refusal("no_values", "no usable value in the sample") : null;
    }

    private static void takeOut(Map<String, Double> metrics, Consumer<String> dropped) {
        for (Iterator<Map.Entry<String, Double>> i = metrics.entrySet().iterator(); i.hasNext();) {
            Map.Entry<String, Double> metric = i.next();
            String reason = !Double.isFinite(metric.getValue())
                    ? "not_finite"
                    : metric.getKey().isBlank() ? "blank_name" : tooLong(metric.getKey()) ? "long_name" : null;
            if (reason != null) {
                dropped.accept(reason);
                i.remove();
            }
        }
    }

    private static boolean tooLong(String name) {
        return name.length() > MOST_NAME_BYTES || name.length() > MOST_NAME_BYTES / 4
                && name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES;
    }
}
