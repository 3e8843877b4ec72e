package dev.tocsin.topology.decode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.sample.Identity;
import dev.tocsin.topology.sample.MetricNames;
import dev.tocsin.topology.sample.Sample;

/**
 * What a sample must be to be judged: identity within its limits, a time that isn't ahead of its own record, some finite
 * values, not too many of them.
 *
 * @param mostAhead a sample further ahead of its record's time stamp than this has a wrong clock
 * @param mostMetrics a sample with more is a mistake, not telemetry
 */
public record SampleChecks(Duration mostAhead, int mostMetrics) {

    /** Ten minutes ahead, two thousand metrics. */
    public static SampleChecks standard() {
        return new SampleChecks(Duration.ofMinutes(10), 2_000);
    }

    /** What came of the checks. */
    public sealed interface Checked {}

    /** What can be used of a sample: all of it, or the metrics that nothing is wrong with. */
    public record Usable(Sample sample) implements Checked {}

    /** What is wrong with a whole sample. */
    public record Refusal(String reason, String detail) implements Checked {}

    /**
     * Judges a sample and takes unusable values out of it.
     *
     * @param recordTimestamp of the record the sample came in, epoch milliseconds; negative where it has none
     * @param dropped told a named reason for each value taken out
     */
    public Checked check(Sample sample, long recordTimestamp, Consumer<String> dropped) {
        if (sample.identity() instanceof Identity.Unusable(String fault)) {
            return new Refusal("bad_identity", fault);
        }
        long ahead = sample.timeMillis() - recordTimestamp;
        if (recordTimestamp >= 0 && ahead > mostAhead.toMillis()) {
            return new Refusal("clock_ahead", "sample of " + sample.service().service() + " is "
                    + Duration.ofMillis(ahead) + " ahead of its own record");
        }
        if (sample.values().length > mostMetrics) {
            return new Refusal("too_many_metrics", sample.values().length + " metrics in one sample, more than "
                    + mostMetrics);
        }
        Sample usable = sample.names().areUsable() && areFinite(sample.values()) ? sample : usable(sample, dropped);
        return usable.values().length == 0
                ? new Refusal("no_values", "no usable value in the sample")
                : new Usable(usable);
    }

    private static boolean areFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static Sample usable(Sample sample, Consumer<String> dropped) {
        List<String> names = new ArrayList<>();
        double[] values = new double[sample.values().length];
        for (int index = 0; index < sample.values().length; index++) {
            String reason = fault(sample.names().get(index), sample.values()[index]);
            if (reason != null) {
                dropped.accept(reason);
            } else {
                values[names.size()] = sample.values()[index];
                names.add(sample.names().get(index));
            }
        }
        return new Sample(sample.identity(), sample.instance(), sample.timeMillis(), MetricNames.of(names),
                Arrays.copyOf(values, names.size()), sample.labels());
    }

    private static @Nullable String fault(String name, double value) {
        return Double.isFinite(value) ? MetricNames.fault(name) : "not_finite";
    }
}
